// Draws the list of alerts again when one changes. Without it the page is the
// same and is read anew by hand.
(() => {
  const fresh = document.getElementById("fresh");
  if (!fresh || !window.EventSource) return;
  let waiting = 0;
  const draw = async () => {
    waiting = 0;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = document.getElementById("main");
    if (main.contains(document.activeElement)) {
      document.getElementById("fresh").textContent = "There is something new: reload to see it";
      return;
    }
    main.replaceChildren(...page.getElementById("main").childNodes);
  };
  new EventSource(fresh.dataset.stream).addEventListener("alert", () => {
    waiting = waiting || setTimeout(draw, 1000);
  });
})();
