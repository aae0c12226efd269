// Reading what the workbench serves, as JSON.
export async function readJson<Kind>(url: string): Promise<Kind> {
  return (await (await fetched(url)).json()) as Kind;
}

// A base file, which lies packed: what never changes need not be packed anew for every page.
export async function readPacked<Kind>(url: string): Promise<Kind> {
  const unpacked = (await fetched(url)).body!.pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(unpacked).json()) as Kind;
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}
