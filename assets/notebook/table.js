/**
 * The interactive table in the browser: DataTables over the table that the output already shows as HTML.
 *
 * Rows come from the output itself (`show`) or, page by page, from the kernel (`render`, an anywidget's, which is seen in place
 * of the output while its kernel is there). Cells are text: nothing of the data is ever read as HTML.
 */
import DataTable from "datatables.net"
import "datatables.net-columncontrol"

/** As in src/display/dataframe/markup.ts: from here on a cell is given room, and from there on it is folded. */
const WIDE_CELL = 40
const LONG_CELL = 120

const MISSING = document.createElement("i")
MISSING.textContent = "missing"

/** @param text null: missing */
function cellNode(text) {
  if (text === null) return MISSING.cloneNode(true)
  if (text.length < WIDE_CELL && !text.includes("\n")) return document.createTextNode(text)
  const room = Object.assign(document.createElement("span"), { className: "gl-long" })
  if (text.length < LONG_CELL && !text.includes("\n")) {
    room.textContent = text
    return room
  }
  const details = document.createElement("details")
  const summary = document.createElement("summary")
  summary.textContent = `${text
    .slice(0, 80)
    .split("\n", 1)[0]
    .replace(/[\ud800-\udbff]$/, "")}…`
  details.append(summary, text)
  room.append(details)
  return room
}

const isNumber = ({ kind }) => kind === "number"

// missing values last, up and down
const order = (sign) => (a, b) => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return sign * (typeof a === "string" ? (a < b ? -1 : a > b ? 1 : 0) : a - b)
}
DataTable.type("glossator", { order: { asc: order(1), desc: order(-1) } })

const FILTERS = { number: "searchNumber", date: "searchDateTime" }

/** What a column's menu offers; DataTables names its parts. */
const menu = ({ name, kind }) => [
  [
    { extend: FILTERS[kind] ?? "searchText", titleAttr: `Filter ${name}` },
    "spacer",
    "orderAsc",
    "orderDesc",
    "orderAddAsc",
    "orderAddDesc",
    "orderClear",
  ],
]

const number = (value) => value.toLocaleString("en-US")

/**
 * Turns the table of an output into an interactive one.
 *
 * @param root the output's element, as src/display/dataframe/markup.ts writes it
 * @param source `rows` as saved, or `ask(message)` and `choose(message)` of a kernel; `isChoosing()` while it has not heard all
 */
function enhance(root, { columns, pageSize, size, rows, ask, choose, isChoosing }) {
  const table = root.querySelector("table")
  const region = root.querySelector(".gl-scroll")
  const caption = table.caption?.textContent ?? ""
  table.caption?.remove()
  const heading = Object.assign(document.createElement("p"), { className: "gl-caption", textContent: caption })
  root.prepend(heading)
  root.querySelector(".gl-rest")?.remove()
  table.setAttribute("aria-label", caption)
  // what was written for notebooks without styles gives way to them
  for (const part of root.querySelectorAll("[style]")) {
    part.style.removeProperty("background")
    part.style.removeProperty("opacity")
  }
  table.tBodies[0]?.replaceChildren()

  const offset = choose ? 1 : 0
  let query
  const all =
    choose && chooser("Choose all rows that match", (chosen) => choose({ ask: "select-matching", query, chosen }))
  if (choose) {
    const [names, summaries] = table.tHead.rows
    const head = document.createElement("th")
    head.append(all)
    names.prepend(head)
    summaries.prepend(document.createElement("td"))
  }
  const definitions = columns.map((column, i) => ({
    data: rows ? i : `cells.${i}`,
    type: "glossator",
    className: isNumber(column) ? "gl-number" : "gl-text",
    columnControl: [{ target: 0, content: menu(column) }],
    render: (cell, how) => {
      const [text, value] = Array.isArray(cell) ? cell : [cell, cell]
      if (how === "display") return cellNode(text)
      return how === "filter" ? (text ?? "") : value
    },
  }))
  if (choose)
    definitions.unshift({
      data: "row",
      orderable: false,
      className: "gl-choose",
      columnControl: [],
      render: (row, how, { chosen }) => {
        if (how !== "display") return row
        const box = chooser(`Choose row ${number(row + 1)}`, (now) =>
          choose({ ask: "select", rows: [row], chosen: now }),
        )
        box.checked = chosen
        box.dataset.row = row
        return box
      },
    })

  const grid = new DataTable(table, {
    columns: definitions,
    order: [],
    pageLength: pageSize,
    lengthMenu: [10, 25, 50, 100],
    titleRow: 0,
    autoWidth: false,
    searchDelay: 200,
    processing: Boolean(ask),
    layout: { topStart: "search", topEnd: null, bottomStart: ["info", "pageLength"], bottomEnd: "paging" },
    language: {
      search: "Search",
      lengthMenu: "_MENU_ rows a page",
      info: "_START_ to _END_ of _TOTAL_",
      infoPostFix: rows && rows.length < size ? ` saved rows; the table has ${number(size)}` : "",
      infoFiltered: "matching, of _MAX_",
      infoEmpty: "No rows",
      zeroRecords: "No row matches.",
      emptyTable: "The table has no rows.",
    },
    ...(rows
      ? { data: rows }
      : {
          serverSide: true,
          ajax: (request, done) => {
            query = queryOf(request, offset)
            const { start, length } = request
            ask({ ask: "page", start, length, query }).then(
              ({ matching, rows: data }) => {
                if (all) all.checked = false
                done({ draw: request.draw, recordsTotal: size, recordsFiltered: matching, data })
              },
              (error) => {
                done({ draw: request.draw, recordsTotal: size, recordsFiltered: 0, data: [] })
                say(root, error.message)
              },
            )
          },
        }),
  })
  // the table scrolls, and not what is around it
  region.before(root.querySelector(".dt-container"))
  root.querySelector(".dt-layout-table").replaceWith(region)
  region.append(table)
  for (const [i, head] of [...table.tHead.rows[0].cells].entries())
    head.querySelector(".dtcc-button")?.setAttribute("aria-label", `Filter and sort ${columns[i - offset].name}`)
  nameControls(root)
  root.querySelector("nav")?.setAttribute("aria-label", pagesOf(caption))
  // menus listen at the body; the notebook's shortcuts, which listen behind it, must not hear what is typed here
  // (by its path: the button that was pressed may be gone by now)
  const keep = (event) => event.composedPath().includes(root) && event.stopPropagation()
  document.body.addEventListener("keydown", keep)
  return {
    grid,
    /** Shows which rows are chosen without drawing the page anew: the focus stays where it is. */
    async refresh() {
      const { start, length } = grid.page.info()
      const page = await ask({ ask: "page", start, length, query })
      // it does not know yet what was chosen last; the page that does comes next
      if (isChoosing()) return
      for (const { row, chosen } of page.rows) {
        const box = root.querySelector(`input[data-row="${row}"]`)
        if (box) box.checked = chosen
      }
    },
    destroy() {
      document.body.removeEventListener("keydown", keep)
      grid.destroy()
    },
  }
}

/** A notebook's landmarks are told apart, those of tables of one name by their number, too. */
const captions = new Map()
function pagesOf(caption) {
  const count = (captions.get(caption) ?? 0) + 1
  captions.set(caption, count)
  return `Pages of ${caption}${count > 1 ? ` (${count})` : ""}`
}

function chooser(name, changed) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox" })
  box.setAttribute("aria-label", name)
  box.addEventListener("change", () => changed(box.checked))
  return box
}

/** DataTables' request as the kernel's query; `src/display/dataframe/query.ts` reads it. */
function queryOf({ search, order, columns }, offset) {
  return {
    search: search.value,
    order: order.map(({ column, dir }) => ({ column: column - offset, down: dir === "desc" })),
    filters: columns.flatMap(({ columnControl }, column) => {
      const filter = columnControl?.search
      const asked = filter && (filter.value !== "" || filter.logic === "empty" || filter.logic === "notEmpty")
      return asked ? [{ column: column - offset, logic: filter.logic, value: filter.value }] : []
    }),
  }
}

/** The menus' parts that DataTables leaves without a name are named when they appear. */
function nameControls(root) {
  const name = () => {
    for (const select of root.querySelectorAll(".dtcc-search select:not([aria-label])"))
      select.setAttribute("aria-label", "Condition")
    for (const input of root.querySelectorAll(".dtcc-search input[title]:not([aria-label])"))
      input.setAttribute("aria-label", input.title)
    for (const clear of root.querySelectorAll(".dtcc-search-clear:not([aria-hidden])"))
      clear.setAttribute("aria-hidden", "true")
  }
  new MutationObserver(name).observe(root, { childList: true, subtree: true })
  name()
}

function say(root, text) {
  const line = root.querySelector(".gl-said") ?? root.appendChild(document.createElement("p"))
  line.className = "gl-said"
  line.setAttribute("role", "status")
  line.textContent = text
}

/** By the name that a table's output and its widget share: the outputs' elements, and how many views the widget has. */
const twins = new Map()
const twinsOf = (name) => {
  if (!twins.has(name)) twins.set(name, { outputs: new Set(), views: 0 })
  return twins.get(name)
}

/** Shows the outputs where there is no view. */
function settle({ outputs, views }) {
  for (const root of outputs) {
    // in JupyterLab and Notebook with what stands around it, the number of the cell
    const place = root.closest(".jp-OutputArea-child") ?? root
    place.style.display = views > 0 ? "none" : ""
  }
}

/** Milliseconds after which a kernel is called gone; a first sort of a million texts takes a second or two. */
const PATIENCE = 30_000

export default {
  /** An output's HTML. */
  show(root, state) {
    enhance(root, state)
    const own = twinsOf(state.twin)
    own.outputs.add(root)
    settle(own)
  },

  /** An anywidget's view. */
  render({ model, el }) {
    // written by the kernel with every value escaped
    el.innerHTML = model.get("markup")
    const root = el.firstElementChild
    const waiting = new Map()
    let asked = 0
    const ask = (message) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        const gone = setTimeout(() => {
          waiting.delete(id)
          reject(new Error("The kernel does not answer. Run the cell again."))
        }, PATIENCE)
        waiting.set(id, { resolve, reject, gone })
        model.send({ ...message, id })
      })
    const answered = ({ answer, page, error }) => {
      const one = waiting.get(answer)
      if (!one) return
      waiting.delete(answer)
      clearTimeout(one.gone)
      if (error) one.reject(new Error(error))
      else one.resolve(page)
    }
    model.on("msg:custom", answered)
    let choosing = 0
    const choose = async (message) => {
      choosing++
      try {
        await ask(message)
      } catch (error) {
        say(root, error.message)
      } finally {
        choosing--
      }
    }
    const view = enhance(root, {
      columns: model.get("columns"),
      pageSize: model.get("pageSize"),
      size: model.get("size"),
      ask,
      choose,
      isChoosing: () => choosing > 0,
    })
    const own = twinsOf(model.get("twin"))
    own.views++
    settle(own)
    const saySelected = () => {
      const [count] = model.get("selected")
      say(root, count === 0 ? "" : `${number(count)} ${count === 1 ? "row" : "rows"} chosen`)
    }
    const selected = () => {
      saySelected()
      view.refresh()
    }
    saySelected()
    model.on("change:selected", selected)
    let isOpen = true
    const end = () => {
      if (!isOpen) return
      isOpen = false
      model.off("msg:custom", answered)
      model.off("change:selected", selected)
      model.off("comm_live_update", end)
      view.destroy()
      el.replaceChildren()
      own.views--
      settle(own)
    }
    // the kernel was restarted: ipywidgets says so of every model that it knew
    model.on("comm_live_update", end)
    return end
  },
}
