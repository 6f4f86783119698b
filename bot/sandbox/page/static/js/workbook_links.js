// Addresses that lead into a workbook of this page: /?workbook=FILE#gid=SHEET&range=D14.

/** The place an address of this page names, as { workbook, gid, range }; null for any other address. */
export function placeOf(address) {
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  const workbook = url.searchParams.get("workbook");
  if (url.origin !== location.origin || !workbook) return null;
  const within = new URLSearchParams(url.hash.slice(1));
  return { workbook, gid: within.get("gid"), range: within.get("range") };
}

/** Opens a place that is no anchor's; `startWorkbookLinks` hears of it. */
export function openPlace(place) {
  document.dispatchEvent(new CustomEvent("workbook-place", { detail: place }));
}

/** Takes the page's own address and every followed link to a workbook to `visit(place)`. */
export function startWorkbookLinks(visit) {
  const visitAddress = () => {
    const place = placeOf(location.href);
    if (place) visit(place);
  };
  document.addEventListener("workbook-place", ({ detail }) => visit(detail));
  // Captured, for what is tapped in a card goes no further than the card.
  document.addEventListener("click", (event) => followed(event, visit), { capture: true });
  addEventListener("hashchange", visitAddress);
  visitAddress();
}

/** A link tapped with a key held goes to a tab or window of its own, as everywhere. */
function followed(event, visit) {
  const anchor = event.target.closest("a[href]");
  const apart = event.ctrlKey || event.metaKey || event.shiftKey;
  const place = anchor && !apart ? placeOf(anchor.href) : null;
  if (!place) return;
  event.preventDefault();
  visit(place);
}
