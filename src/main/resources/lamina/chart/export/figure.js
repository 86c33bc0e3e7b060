document.querySelectorAll("figure.live").forEach(figure => {
  "use strict";
  const part = name => figure.querySelector("." + name);
  const data = JSON.parse(part("data").textContent);
  const picture = part("picture");
  const over = part("over");
  const outline = part("cell");
  const tip = part("tip");
  const places = new Map(data.cells.map((c, i) => [c[0] + " " + c[1], i]));
  const rows = Math.max(0, ...data.cells.map(c => c[0])) + 1;
  const columns = Math.max(0, ...data.cells.map(c => c[1])) + 1;
  let reached = -1;

  function area(rect, x, y, width, height) {
    rect.setAttribute("x", x);
    rect.setAttribute("y", y);
    rect.setAttribute("width", width);
    rect.setAttribute("height", height);
  }

  /** The cell at a point of the picture: the one around it, or the nearest point within reach. */
  function find(x, y) {
    let best = -1;
    let least = data.reach || 1;
    data.cells.forEach(([, , left, top, width, height], i) => {
      const inside = x >= left && x < left + width && y >= top && y < top + height;
      const away = data.reach > 0 ? Math.hypot(left + width / 2 - x, top + height / 2 - y) : inside ? 0 : Infinity;
      if (away < least) {
        best = i;
        least = away;
      }
    });
    return best;
  }

  function hide() {
    tip.style.visibility = "hidden";
    area(outline, 0, 0, 0, 0);
  }

  function show(index, x, y) {
    const [, , left, top, width, height, words] = data.cells[index];
    reached = index;
    area(outline, left, top, width, height);
    tip.textContent = words;
    tip.style.visibility = "visible";
    tip.style.left = Math.max(4, Math.min(x + 12, window.innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(4, Math.min(y + 12, window.innerHeight - tip.offsetHeight - 8)) + "px";
  }

  picture.addEventListener("pointermove", event => {
    const box = over.getBoundingClientRect();
    const found = find((event.clientX - box.left) * data.width / box.width, (event.clientY - box.top) * data.height / box.height);
    if (found < 0) {
      hide();
    } else {
      show(found, event.clientX, event.clientY);
    }
  });
  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("blur", hide);

  /** The next cell that way; cells without a value are passed over. */
  function next(down, across) {
    if (reached < 0) {
      return data.cells.length > 0 ? 0 : -1;
    }
    let [row, column] = data.cells[reached];
    for (;;) {
      row += down;
      column += across;
      if (row < 0 || column < 0 || row >= rows || column >= columns) {
        return reached;
      }
      if (places.has(row + " " + column)) {
        return places.get(row + " " + column);
      }
    }
  }

  picture.addEventListener("keydown", event => {
    const forward = data.rightToLeft ? -1 : 1;
    const ways = { ArrowLeft: [0, -forward], ArrowRight: [0, forward], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const way = ways[event.key];
    const found = way ? next(...way) : -1;
    if (found >= 0) {
      const box = over.getBoundingClientRect();
      const [, , left, top, width, height] = data.cells[found];
      show(found, box.left + (left + width / 2) * box.width / data.width, box.top + (top + height) * box.height / data.height);
      event.preventDefault();
    }
  });

  function stand(index) {
    const stop = data.stops[index];
    part("title").textContent = stop.title;
    const notes = part("notes");
    notes.replaceChildren(...stop.notes.map(note => {
      const line = document.createElement("p");
      line.textContent = note;
      return line;
    }));
    const outlines = part("rows");
    outlines.replaceChildren(...stop.rows.map(row => {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      area(rect, ...row);
      return rect;
    }));
    const output = part("at");
    if (output) {
      output.textContent = stop.name;
    }
  }

  if (data.stops) {
    const slider = part("layer");
    const first = data.stop || 0;
    if (slider) {
      slider.min = 0;
      slider.max = data.stops.length - 1;
      slider.value = first;
      slider.addEventListener("input", () => stand(Number(slider.value)));
    }
    stand(first);
  }
});
