for (const box of document.querySelectorAll("input[data-filter]")) {
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const list = document.getElementById(box.dataset.filter);
    for (const item of list.querySelectorAll("details.cluster")) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
    }
    for (const area of list.querySelectorAll("details.area")) {
      area.hidden = !area.querySelector("details.cluster:not([hidden])");
    }
  });
}
const LEVELS = ["details.area", "details.cluster", "details.variant", "details.by-town"];
for (const button of document.querySelectorAll("button[data-open]")) {
  button.addEventListener("click", () => {
    LEVELS.forEach((level, depth) => {
      const open = depth < Number(button.dataset.open) || Number(button.dataset.open) === LEVELS.length - 1;
      for (const item of document.querySelectorAll(level)) item.open = open;
    });
  });
}
