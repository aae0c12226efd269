import { describe, expect, test } from "vitest";
import { readFilters } from "../src/filters";
import { dayOf } from "../src/words";

describe("an address's filters", () => {
  test("what every mark carries is filtered here, all else is asked of the server", () => {
    const read = readFilters("text=aleppo&since=2017-04-03&grade=weak&grade=fair&type=siege&origins=2&killed=5&outlet=SANA");
    expect(read.local).toEqual({
      since: dayOf("2017-04-03"), until: null, types: ["siege"], grades: ["fair", "weak"], origins: 2, killed: 5,
    });
    expect(read.asked).toBe("outlet=SANA&text=aleppo");
  });

  test("the timeline is asked for with every filter but the period", () => {
    expect(readFilters("since=2017-04-03&until=2017-05-01&grade=weak").days).toBe("grade=weak");
  });

  test("what only orders or pages the list asks for nothing anew", () => {
    const [a, b] = [readFilters("order=grade&after=abc&country=SY"), readFilters("country=SY")];
    expect(a).toEqual(b);
  });

  test.each(["since=&until=&grade=&origins=", "", "?"])("empty values filter nothing: %j", (query) => {
    expect(readFilters(query).local).toEqual({ since: null, until: null, types: [], grades: [], origins: 0, killed: 0 });
    expect(readFilters(query).asked).toBe("");
  });

  test("the same filters in another order are the same question", () => {
    expect(readFilters("country=SY&text=a").asked).toBe(readFilters("text=a&country=SY").asked);
  });
});
