// The page's side of the marks: asks the worker, and drops answers that newer questions made old.
import { sameLocal, type Filters, type Local } from "./filters";
import type { View } from "./grouping";
import type { Ask, Drawn, Member, Place, Summary, Told } from "./marks-worker";

export class Source {
  private readonly worker = new Worker(new URL("./marks-worker.ts", import.meta.url), { type: "module" });
  private readonly waiting = new Map<number, { kept: (told: Told) => void; failed: (why: Error) => void }>();
  private number = 0;
  private asked: string | null = null;
  private local: Local | null = null;

  constructor(private readonly url: string) {
    this.worker.onmessage = ({ data: [number, told, error] }: MessageEvent<[number, Told, string | null]>) => {
      const waiting = this.waiting.get(number);
      this.waiting.delete(number);
      if (error) waiting?.failed(new Error(error));
      else waiting?.kept(told);
    };
  }

  // Null where nothing changed. What the server filters is asked for only where that changed.
  async filter(filters: Filters, anew = false): Promise<Summary | null> {
    const loads = anew || filters.asked !== this.asked;
    if (!loads && this.local && sameLocal(filters.local, this.local)) return null;
    this.asked = filters.asked;
    this.local = filters.local;
    if (loads) {
      const url = new URL(this.url, location.href);
      url.search = filters.asked;
      await this.ask({ kind: "load", url: url.href, headers: { Accept: "application/json" } });
    }
    return (await this.ask({ kind: "filter", local: filters.local })) as Summary;
  }

  spots = async (view: View): Promise<readonly Drawn[]> =>
    (await this.ask({ kind: "view", view })) as readonly Drawn[];

  members = async (key: number): Promise<readonly Member[]> =>
    (await this.ask({ kind: "members", key })) as readonly Member[];

  find = async (id: string): Promise<Place | null> =>
    (await this.ask({ kind: "find", id })) as Place | null;

  private ask(ask: Ask): Promise<Told> {
    const number = this.number++;
    return new Promise((kept, failed) => {
      this.waiting.set(number, { kept, failed });
      this.worker.postMessage([number, ask]);
    });
  }
}
