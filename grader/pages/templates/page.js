"use strict";
for (const player of document.querySelectorAll(".player")) {
  const steps = [...player.querySelectorAll(".step")];
  const now = player.querySelector(".now");
  let at = -1;
  function show(next) {
    at = Math.max(0, Math.min(steps.length - 1, next));
    steps.forEach((step, n) => {
      step.classList.toggle("later", n > at);
      if (n === at) step.setAttribute("aria-current", "step");
      else step.removeAttribute("aria-current");
    });
    now.textContent = steps[at].dataset.say;
    steps[at].scrollIntoView({ block: "nearest" });
  }
  const moves = {
    first: () => show(0),
    back: () => show(at - 1),
    forward: () => show(at + 1),
    last: () => show(steps.length - 1),
  };
  const keys = {
    Home: "first", ArrowLeft: "back", ArrowUp: "back", ArrowRight: "forward", ArrowDown: "forward", End: "last",
  };
  player.addEventListener("keydown", (event) => {
    const go = keys[event.key];
    if (!go || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moves[go]();
  });
  for (const button of player.querySelectorAll("[data-go]")) {
    button.addEventListener("click", moves[button.dataset.go]);
  }
  for (const hidden of player.querySelectorAll("[hidden]")) hidden.hidden = false;
}
