/**
 * A person's view of a sandbox. It asks the control address for what it shows: requests as they come, the rest every two
 * seconds and after each change. What comes from the state is only ever set as text.
 */
const $ = (selector, root = document) => root.querySelector(selector)
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)]

const h = (name, attributes = {}, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value)
    else if (value !== undefined) element.setAttribute(key, value)
  }
  element.append(...children)
  return element
}

const set = (element, text) => {
  if (element.textContent !== text) element.textContent = text
}

const ask = async (method, path, body) => {
  const response = await fetch(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) })
  const value = await response.json()
  if (!response.ok) throw new Error(value.error)
  return value
}

// What was done, and what went wrong.

let fading
const say = (text) => {
  clearTimeout(fading)
  set($("#problem"), "")
  set($("#message"), text)
  fading = setTimeout(() => set($("#message"), ""), 5000)
}
const complain = (error) => {
  set($("#message"), "")
  set($("#problem"), error.message)
}
/** Asks for a change, shows it, and tells of it. */
const change = async (method, path, body, done, failed = complain) => {
  try {
    const value = await ask(method, path, body)
    await refresh()
    say(done)
    return value
  } catch (error) {
    failed(error)
  }
}

// Words for numbers.

const count = (number) => number.toLocaleString("en")
const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`
const clockTime = (at) => new Date(at).toISOString().slice(11, 23)
const span = (ms) => {
  for (const [unit, size] of [
    ["days", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000]
  ]) {
    if (ms >= size * 2) return `${Math.round(ms / size)} ${unit}`
  }
  return `${Math.max(0, Math.round(ms / 1000))} s`
}

// Lists that change in place, so that focus, selection and scroll stay.

/** Shows these items in order, each in the element that it had before. */
const keep = (parent, items, keyOf, make, update) => {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]))
  const keys = items.map((item, index) => String(keyOf(item, index)))
  const wanted = new Set(keys)
  const focused = [...parent.children].findIndex((child) => child.contains(document.activeElement))
  const lost = focused !== -1 && !wanted.has(parent.children[focused].dataset.key)
  const scroller = parent.closest(".scroller")
  const height = scroller?.scrollHeight
  for (const [key, child] of old) if (!wanted.has(key)) child.remove()
  let next = parent.firstChild
  items.forEach((item, index) => {
    const child = old.get(keys[index]) ?? make(item)
    child.dataset.key = keys[index]
    if (child === next) next = next.nextSibling
    else parent.insertBefore(child, next)
    update(child, item)
  })
  if (scroller?.scrollTop > 0) scroller.scrollTop += scroller.scrollHeight - height
  if (lost) {
    const near = parent.children[Math.min(focused, parent.children.length - 1)]
    ;($("button", near ?? undefined) && near
      ? $("button", near)
      : parent.closest("section").querySelector("[tabindex]")
    )?.focus()
  }
}

/** Rows of text; the cell of `opens` holds a button, and the whole row can be clicked. */
const rows = (body, items, keyOf, cells, opens, label, open) =>
  keep(
    body,
    items,
    keyOf,
    (item) => {
      const row = h("tr", { click: () => open(row.item) })
      cells(item).forEach((_, index) =>
        row.append(
          h("td", { class: body.classes?.[index] }, ...(index === opens ? [h("button", { type: "button" })] : []))
        )
      )
      return row
    },
    (row, item) => {
      row.item = item
      cells(item).forEach(([text, kind], index) => {
        const cell = row.children[index]
        set(cell.firstElementChild ?? cell, text)
        if (cell.title !== text) cell.title = text
        if (kind !== undefined) cell.className = `${body.classes?.[index] ?? ""} ${kind}`
        if (index === opens) cell.firstElementChild.setAttribute("aria-label", label(item))
      })
    }
  )

const classesOf = (panel) => $$("th", panel).map((cell) => cell.className)

// JSON for reading.

const tokens = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g
const pretty = (text) => {
  const pre = h("pre", { tabindex: 0 })
  let end = 0
  // Colours for more would take too long.
  for (const match of text.length > 200_000 ? [] : text.matchAll(tokens)) {
    const kind = match[2] ? "key" : match[1] ? "text" : "other"
    const word = match[1] ?? match[0]
    pre.append(text.slice(end, match.index), h("span", { class: kind }, word))
    end = match.index + word.length
  }
  pre.append(text.slice(end))
  return pre
}
/** Lines for the beginning of a JSON text that was cut. */
const lines = (text) => {
  let depth = 0
  const line = () => `\n${"  ".repeat(depth)}`
  return text.replace(/"(?:\\.|[^"\\])*"?|[{}[\],:]|\s+/g, (token) => {
    if (token === "{" || token === "[") return (depth++, token + line())
    if (token === "}" || token === "]") return ((depth = Math.max(0, depth - 1)), line() + token)
    if (token === ",") return token + line()
    if (token === ":") return ": "
    return token.startsWith('"') ? token : ""
  })
}
const json = (value) => pretty(JSON.stringify(value, null, 2) ?? "")
const bodyOf = (body) => {
  if (body === "") return h("p", { class: "quiet" }, "empty")
  if (typeof body !== "string") return json(body)
  try {
    return json(JSON.parse(body))
  } catch {
    return /^[{[].*…$/s.test(body) ? pretty(lines(body)) : h("pre", { tabindex: 0 }, body)
  }
}
const pairs = (entries) =>
  h("dl", {}, ...entries.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, String(value))]))
const headers = (all) =>
  Object.keys(all ?? {}).length === 0 ? h("p", { class: "quiet" }, "no headers") : pairs(Object.entries(all))

const detail = $("#detail")
const show = (title, ...content) => {
  set($("#detail-title"), title)
  $("#detail > div").replaceChildren(...content)
  detail.showModal()
  detail.scrollTop = 0
}
$("header button", detail).addEventListener("click", () => detail.close())
detail.addEventListener("click", ({ target }) => target === detail && detail.close())

/** Whether a person confirms it. */
const confirmed = (title, text, yes) => {
  const dialog = $("#confirm")
  set($("#confirm-title"), title)
  set($("#confirm-text"), text)
  set($(".danger", dialog), yes)
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true })
  )
}

// Tabs.

const tabs = $$("[role=tab]")
const choose = (tab) => {
  for (const other of tabs) {
    other.setAttribute("aria-selected", other === tab)
    other.tabIndex = other === tab ? 0 : -1
    $(`#${other.getAttribute("aria-controls")}`).hidden = other !== tab
  }
  remember()
}
for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab))
  tab.addEventListener("keydown", ({ key }) => {
    const index = tabs.indexOf(tab)
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + tabs.length, Home: 0, End: tabs.length - 1 }[key]
    if (to === undefined) return
    choose(tabs[to % tabs.length])
    tabs[to % tabs.length].focus()
  })
}
/** A reload comes back to the same tab and collection. */
const remember = () => {
  const tab = tabs.find((_) => _.tabIndex === 0).id.slice(4)
  // The slash keeps it from naming an element, which the keyboard would begin at.
  history.replaceState(null, "", `#/${tab}${chosen === undefined ? "" : `/${encodeURIComponent(chosen)}`}`)
}

// Data.

const data = $("#data")
let chosen
let known = { tables: [] }

const order = [
  /^_?(id|uuid|guid|key)$/i,
  /^(full_?|display_?|campaign_?)?(name|title|subject|label)$/i,
  /e_?mail(_?address)?$|^first_?name|^last_?name/i,
  /status|state$|stage/i,
  /type$|^url$|kind/i
]
const rank = (key) => {
  const found = order.findIndex((pattern) => pattern.test(key))
  if (found !== -1) return found
  return /(_at|At|date|time)$/.test(key) ? 7 : /_?id$|Id$/.test(key) ? 6 : 5
}
const isObject = (value) => typeof value === "object" && value !== null
/**
 * The first columns: a record's key, what names a thing, then what else fits into a line. `#key` and `#value` stand for
 * the whole of a row. Columns that were shown before stay.
 */
const columnsOf = ({ list, rows: all }, before = []) => {
  if (all.length === 0) return before
  const things = all
    .slice(-50)
    .toReversed()
    .filter(([, value]) => isObject(value) && !Array.isArray(value))
  if (things.length === 0) return list ? ["#value"] : ["#key", "#value"]
  const longest = new Map()
  for (const [key, cell] of things.flatMap(([, value]) => Object.entries(value))) {
    if (cell !== null && !isObject(cell)) longest.set(key, Math.max(longest.get(key) ?? 0, String(cell).length))
  }
  const keys = [...longest.keys()]
  const named = keys.some((key) => /^name$/i.test(key))
  const ranks = new Map(
    keys.map((key) => [key, longest.get(key) > 120 || (named && /^(first|last)_?name$/i.test(key)) ? 8 : rank(key)])
  )
  const more = keys.toSorted((one, other) => ranks.get(one) - ranks.get(other))
  // The key of a record is mostly in it, too.
  const same = list ? more[0] : more.find((column) => things.every(([key, value]) => String(value[column]) === key))
  return [...new Set([...before, same ?? "#key", ...more])].slice(0, 6)
}
const brief = (value) =>
  value === undefined || value === null
    ? ""
    : Array.isArray(value)
      ? `[${value.length}]`
      : isObject(value)
        ? "{…}"
        : String(value).slice(0, 200)

const columnsBefore = new Map()
let asked = 0
const showRows = async () => {
  const turn = ++asked
  const search = $("input", data).value
  if (chosen === undefined) return
  const query = new URLSearchParams({ search, limit: 200 })
  const found = await ask("GET", `tables/${encodeURIComponent(chosen)}?${query}`)
  // An answer that was overtaken by a newer question.
  if (turn !== asked) return
  const columns = columnsOf(found, columnsBefore.get(chosen))
  columnsBefore.set(chosen, columns)
  const head = $("thead", data)
  const body = $("tbody", data)
  const signature = JSON.stringify([chosen, ...columns])
  if (head.dataset.signature !== signature) {
    head.dataset.signature = signature
    head.replaceChildren(h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column.replace("#", "")))))
    body.replaceChildren()
    $(".scroller", data).scrollTop = 0
  }
  $(".empty", data).hidden = found.rows.length > 0
  const cell = ([key, value], column) => (column === "#key" ? key : column === "#value" ? value : value?.[column])
  const cells = (row) => columns.map((column) => [brief(cell(row, column))])
  const name = (row) => cells(row)[0][0] || row[0]
  const ids = found.rows.map(([, value]) => value?.id)
  const unique = found.list && !ids.includes(undefined) && new Set(ids).size === ids.length
  const open = (row) => show(`${chosen} ${name(row)}`, json(row[1]))
  rows(
    body,
    found.rows,
    ([key], index) => (unique ? ids[index] : key),
    cells,
    0,
    (row) => `Open ${name(row)}`,
    open
  )
  const shown = found.rows.length < found.matched ? `The last ${count(found.rows.length)} of ` : ""
  const of = found.matched < found.count ? ` of ${count(found.count)}` : ""
  set(
    $(".count", data),
    `${shown}${count(found.matched)}${of} ${found.count === 1 ? "row" : "rows"}${shown === "" ? "" : "; search finds the others"}`
  )
}

const chips = $(".chips", data)
const chooseTable = (name) => {
  chosen = name
  remember()
  showTables()
  void showRows().catch(complain)
}
const showTables = () => {
  const { tables } = known
  if (!tables.some(({ name }) => name === chosen)) chosen = tables[0]?.name
  const titled = tables.flatMap((table, index) =>
    table.group === tables[index - 1]?.group ? [table] : [{ title: table.group }, table]
  )
  keep(
    chips,
    titled,
    ({ name, title }) => name ?? `group ${title}`,
    ({ name, title }) =>
      name === undefined
        ? h("span", { class: "group" }, title)
        : h("button", { "data-name": name, click: () => chooseTable(name) }, `${name} `, h("b")),
    (chip, { count: size, name }) => {
      if (name === undefined) return
      set($("b", chip), count(size))
      chip.setAttribute("aria-pressed", name === chosen)
      // One stop for all of them; the arrows lead from one to the next.
      chip.tabIndex = name === chosen ? 0 : -1
    }
  )
}
chips.addEventListener("keydown", ({ key, target }) => {
  const all = $$("button", chips)
  const index = all.indexOf(target)
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1 + all.length, Home: 0, End: all.length - 1 }[key]
  if (to === undefined) return
  chooseTable(all[to % all.length].dataset.name)
  all[to % all.length].focus()
})

// Requests.

const requests = $("#requests")
const requestRows = $("tbody", requests)
requestRows.classes = classesOf(requests)
let entries = []
let paused
let drawing
// The newest that a person may have seen.
let seen = Infinity
requestRows.addEventListener("animationend", ({ target }) => target.classList.remove("new"))

const fits = ({ fault, method, operation = "", requestBody, responseBody, status, url }) => {
  const wanted = $("select", requests).value
  if (wanted === "fault" ? fault === undefined : wanted !== "" && Math.floor(status / 100) !== Number(wanted))
    return false
  const text = $("input", requests).value.toLowerCase()
  return `${method} ${url} ${operation} ${requestBody} ${responseBody}`.toLowerCase().includes(text)
}
const tone = (status) => (status === 0 || status >= 500 ? "bad" : status >= 400 ? "warn" : "good")
const took = (ms) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`

const showRequests = () => {
  drawing = undefined
  const all = paused ?? entries
  const found = all.filter(fits)
  const cells = (_) => [
    [clockTime(_.at)],
    [_.method],
    [_.url],
    [_.operation ?? "unknown"],
    [_.status === 0 ? "dropped" : String(_.status), tone(_.status)],
    [took(_.took)],
    [_.limit === undefined ? (_.fault === undefined ? "" : `⚡ ${_.fault}`) : `over ${_.limit}`, "struck"]
  ]
  rows(
    requestRows,
    found.slice(0, 200),
    ({ id }) => id,
    cells,
    2,
    (_) => `Open ${_.method} ${_.url}, ${_.status || "dropped"}`,
    openRequest
  )
  for (const row of requestRows.children) if (row.item.id > seen) row.classList.add("new")
  seen = entries[0]?.id ?? 0
  const behind = paused === undefined ? 0 : entries.filter(({ id }) => id > (paused[0]?.id ?? 0)).length
  const shown =
    found.length > 200
      ? `200 of ${count(found.length)}`
      : found.length < all.length
        ? `${count(found.length)} of ${count(all.length)}`
        : plural(all.length, "request")
  set($(".count", requests), behind > 0 ? `${shown}, ${count(behind)} new` : shown)
  set($("#tab-requests b"), count(entries.length))
  $(".empty", requests).hidden = found.length > 0
  set(
    $(".empty", requests),
    all.length > 0 ? "No request is like that." : "No request yet. Send one to this address, and it appears here."
  )
}
const drawSoon = () => (drawing ??= setTimeout(showRequests, 60))

const openRequest = (_) =>
  show(
    `${_.method} ${_.url}`,
    pairs([
      ["Status", _.status === 0 ? "the connection was dropped" : _.status],
      ["Operation", _.operation ?? "not in the specification"],
      ["Time", new Date(_.at).toISOString()],
      ["Took", took(_.took)],
      ...(_.fault === undefined ? [] : [["Fault", `number ${_.fault}`]]),
      ...(_.limit === undefined ? [] : [["Limit", `beyond ${_.limit}`]])
    ]),
    h("h3", {}, "Request headers, credentials hidden"),
    headers(_.requestHeaders),
    h("h3", {}, "Request body"),
    bodyOf(_.requestBody),
    h("h3", {}, "Response headers"),
    headers(_.responseHeaders),
    h("h3", {}, _.status === 0 ? "Response body, never sent" : "Response body"),
    bodyOf(_.responseBody)
  )

const take = (more) => {
  const have = new Set(entries.map(({ id }) => id))
  const added = more.filter(({ id }) => !have.has(id))
  if (added.length === 0) return
  entries = [...added.toReversed(), ...entries].toSorted((one, other) => other.id - one.id).slice(0, 1000)
  drawSoon()
}

$("input", requests).addEventListener("input", drawSoon)
$("select", requests).addEventListener("change", drawSoon)
$("#pause").addEventListener("click", ({ currentTarget }) => {
  paused = paused === undefined ? entries : undefined
  currentTarget.setAttribute("aria-pressed", paused !== undefined)
  showRequests()
})
$("#clear").addEventListener("click", () => change("DELETE", "log", undefined, "The log is empty."))

// Webhooks.

const webhooks = $("#webhooks")
const webhookRows = $("tbody", webhooks)
webhookRows.classes = classesOf(webhooks)
const outcome = ({ error, status }) => (status === undefined ? error : String(status))
const showWebhooks = ({ all, latest }) => {
  const cells = (_) => [
    [String(_.id)],
    [_.event],
    [_.url],
    [_.state, { waiting: "warn", delivered: "good", failed: "bad", refused: "bad" }[_.state]],
    [_.attempts.length === 0 ? "none yet" : _.attempts.map(outcome).join(" · ")]
  ]
  rows(
    webhookRows,
    latest.toReversed(),
    ({ id }) => id,
    cells,
    1,
    (_) => `Open ${_.event} ${_.id}`,
    (_) =>
      show(
        `${_.event}, ${_.state}`,
        pairs([
          ["To", _.url],
          ..._.attempts.map((attempt, index) => [
            `Attempt ${index + 1}`,
            `${new Date(attempt.at).toISOString()}  ${outcome(attempt)}`
          ])
        ]),
        h("h3", {}, "Headers"),
        headers(_.headers),
        h("h3", {}, "Body"),
        bodyOf(_.body)
      )
  )
  set($("#tab-webhooks b"), count(all))
  $(".empty", webhooks).hidden = all > 0
}

// Clock.

let now = { shown: Date.now(), at: performance.now() }
const tick = () => {
  const time = now.shown + performance.now() - now.at
  set($("#now"), `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`)
  const ahead = time - Date.now()
  set($("#ahead"), Math.abs(ahead) < 5000 ? "" : `${span(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"}`)
}
setInterval(tick, 1000)
for (const button of $$("[data-advance]")) {
  button.addEventListener("click", () =>
    change(
      "POST",
      "clock",
      { advance: button.dataset.advance },
      `The clock moved ${button.textContent.slice(1)} ahead.`
    )
  )
}
const showDue = ({ all, next }) => {
  keep(
    $("#due"),
    next,
    ({ id }) => id,
    () => h("li", {}, h("span"), h("span", { class: "quiet" })),
    (item, job) => {
      set(item.firstChild, job.words)
      item.title = item.firstChild.textContent
      set(item.lastChild, `in ${span(job.at - now.shown)}`)
    }
  )
  set($("#due-more"), all === 0 ? "Nothing." : all > next.length ? `and ${count(all - next.length)} more` : "")
}

// Faults.

const presets = [
  ["Every call 503", { status: 503 }],
  ["One in ten dropped after the work", { drop: true, when: "after", share: 0.1 }],
  ["Slow: 1 s ± 1 s", { latency: 0, jitter: "2s" }],
  ["Next call 429", { status: 429, retryAfter: 1, count: 1 }]
]
const describeFault = (_) =>
  [
    [_.status, _.drop && "dropped", _.body && `${_.body} body`, _.when === "after" && "after the work"]
      .filter(Boolean)
      .join(" "),
    _.latency && `${_.latency} late`,
    _.jitter && `up to ${_.jitter} late`,
    _.drip && `drips every ${_.drip}`,
    `${_.share === undefined ? "" : `${Math.round(_.share * 1000) / 10} % of `}${_.operation ?? "every call"}`,
    _.skip && `after ${_.skip}`,
    _.count && `${_.count} ×`
  ]
    .filter(Boolean)
    .join(", ")

$("#presets").append(
  ...presets.map(([name, fault]) =>
    h("button", { click: () => change("POST", "faults", fault, `Fault added: ${name}.`) }, name)
  )
)
$("#clear-faults").addEventListener("click", async () => {
  await change("DELETE", "faults", undefined, "No fault stands any more.")
  $("#h-faults").focus()
})
const showFaults = (faults) => {
  keep(
    $("#faults"),
    faults,
    ({ id }) => id,
    ({ id }) =>
      h(
        "li",
        {},
        h("span"),
        h("span", { class: "quiet" }),
        h(
          "button",
          {
            "aria-label": `Remove fault ${id}`,
            click: () => change("DELETE", `faults/${id}`, undefined, `Fault ${id} removed.`)
          },
          "Remove"
        )
      ),
    (item, fault) => {
      const [words, times] = item.children
      set(words, `⚡ ${fault.id} · ${describeFault(fault)}`)
      words.className = fault.count !== undefined && fault.struck >= fault.count ? "over" : ""
      set(times, `struck ${fault.struck}`)
    }
  )
  $("#no-fault").hidden = faults.length > 0
  $("#clear-faults").hidden = faults.length === 0
}

const faultForm = $("#fault")
const usual = [400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504]
const fillStatuses = (operations) => {
  const one = operations.find(({ id }) => id === faultForm.operation.value)
  const documented = one === undefined ? [] : one.statuses.toSorted((_, other) => _ - other)
  const option = (status) => h("option", {}, String(status))
  const others = usual.filter((status) => !documented.includes(status))
  const group = (label, statuses) => (statuses.length === 0 ? [] : [h("optgroup", { label }, ...statuses.map(option))])
  faultForm.status.replaceChildren(
    h("option", { value: "" }, "as it is"),
    ...group("Documented", documented),
    ...group(one === undefined ? "Usual" : "Not documented", others)
  )
}
faultForm.addEventListener("submit", async (event) => {
  event.preventDefault()
  const given = Object.fromEntries([...new FormData(faultForm)].filter(([, value]) => value !== ""))
  const fault = Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (name === "drop") return [name, true]
      return [name, ["latency", "jitter", "drip"].includes(name) || Number.isNaN(Number(value)) ? value : Number(value)]
    })
  )
  const wrong = $(".error", faultForm)
  set(wrong, "")
  await change("POST", "faults", fault, "Fault added.", ({ message }) => set(wrong, message))
})

// Events.

const eventForm = ({ description, example, name }) => {
  const text = JSON.stringify(example, null, 2)
  const area = h("textarea", { rows: Math.min(12, text.split("\n").length), spellcheck: "false" })
  area.value = text
  const wrong = h("p", { class: "error", role: "alert" })
  const happen = async (event) => {
    event.preventDefault()
    set(wrong, "")
    try {
      const payload = area.value.trim() === "" ? {} : JSON.parse(area.value)
      await change("POST", `events/${encodeURIComponent(name)}`, payload, `It happened: ${name}.`, (_) =>
        set(wrong, _.message)
      )
    } catch ({ message }) {
      set(wrong, `The payload is no JSON: ${message}`)
    }
  }
  return h(
    "details",
    {},
    h("summary", {}, name),
    h(
      "form",
      { submit: happen },
      h("p", { class: "quiet" }, description),
      h("label", { class: "whole" }, "Payload ", area),
      wrong,
      h("button", { class: "primary", "aria-label": `Let it happen: ${name}` }, "Let it happen")
    )
  )
}

// Snapshots.

const showSnapshots = (names) =>
  keep(
    $("#snapshots"),
    names,
    (name) => name,
    (name) =>
      h(
        "li",
        {},
        h("span", {}, name),
        h("button", { "aria-label": `Restore ${name}`, click: () => restore(name) }, "Restore")
      ),
    () => undefined
  )
const restore = async (name) => {
  if (!(await confirmed(`Restore ${name}?`, "What changed since then is lost. Faults and log stay.", "Restore"))) return
  await change("POST", `snapshots/${encodeURIComponent(name)}/restore`, undefined, `Back at snapshot ${name}.`)
}
$("#snapshot").addEventListener("submit", async (event) => {
  event.preventDefault()
  const { name } = event.target.elements
  await change("POST", "snapshots", { name: name.value.trim() }, "Snapshot taken.")
  name.value = ""
})
$("#reset").addEventListener("click", async () => {
  const text = "State, clock, faults, log and webhooks go back to how they began. Snapshots stay."
  if (await confirmed("Reset the sandbox?", text, "Reset"))
    await change("POST", "reset", undefined, "Back to the seed.")
})

// All of it, again and again.

const refresh = async () => {
  known = await ask("GET", "overview")
  now = { shown: Date.parse(known.now), at: performance.now() }
  tick()
  // Cleared, or no longer kept. Newer ones may have come since this was asked.
  const gone = ({ id }) => id < known.log.first
  if (entries.some(gone)) {
    entries = entries.filter((entry) => !gone(entry))
    paused = paused?.filter((entry) => !gone(entry))
    showRequests()
  }
  showTables()
  showDue(known.due)
  showFaults(known.faults)
  showWebhooks(known.deliveries)
  showSnapshots(known.snapshots)
  await showRows()
}

let again
const refreshSoon = (after = 2000) => {
  clearTimeout(again)
  again = setTimeout(async () => {
    // Away, or stopped: the live connection says so.
    if (!document.hidden) await refresh().catch(() => undefined)
    refreshSoon()
  }, after)
}
document.addEventListener("visibilitychange", () => refreshSoon(0))

let begun = false
const begin = async () => {
  const about = await ask("GET", "./")
  document.title = `${about.title} sandbox`
  set($("#title"), about.title)
  set($("#address"), location.origin)
  const { operation } = faultForm
  operation.replaceChildren(
    h("option", { value: "" }, "every operation"),
    ...about.operations.map(({ id, method, path }) => h("option", { value: id }, `${id}  (${method} ${path})`))
  )
  operation.addEventListener("change", () => fillStatuses(about.operations))
  fillStatuses(about.operations)
  $("#events").replaceChildren(...about.events.map(eventForm))
  $("#h-events").parentElement.hidden = about.events.length === 0
  const { hasNotes, limits, others } = about
  $("#others").replaceChildren(
    ...others.map(({ url, vendor }) => h("li", {}, h("a", { href: `${url}/_sandbox/` }, vendor))),
    ...(hasNotes ? [h("li", {}, h("a", { href: "notes" }, "Notes: seed, rules, limits, guesses"))] : [])
  )
  set($("#limits"), limits.length === 0 ? "No limits hold." : `Limits: ${limits.join(", ")}.`)
}

const status = (text, live) => {
  set($("#connection"), text)
  $("#connection").classList.toggle("live", live)
}
const live = new EventSource("live")
live.addEventListener("open", async () => {
  status("live", true)
  try {
    if (!begun) await begin()
    begun = true
    await refresh()
    // It may be another sandbox than before, whose numbers begin again.
    entries = []
    take(await ask("GET", "log?last=1000"))
    showRequests()
    refreshSoon()
  } catch (error) {
    complain(error)
  }
})
live.addEventListener("error", () => status("no connection, trying again", false))
let due = 0
live.addEventListener("message", ({ data: text }) => {
  take([JSON.parse(text)])
  // At most twice a second, however many come.
  if (performance.now() < due) return
  due = performance.now() + 500
  refreshSoon(150)
})

const [tab, name] = location.hash.slice(2).split("/")
if (name !== undefined) chosen = decodeURIComponent(name)
choose(tabs.find(({ id }) => id === `tab-${tab}`) ?? tabs[0])

let typing
$("input", data).addEventListener("input", () => {
  clearTimeout(typing)
  typing = setTimeout(() => showRows().catch(complain), 120)
})
