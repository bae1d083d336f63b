/**
 * Loads a library once a page: outputs wait for it, whichever of them carries it, in whatever order they appear.
 *
 * An expression of its own, put in front of every script of an output and into the module of every widget; all of them share
 * one object of the page. No eval: modules are imported from blobs, as anywidget does it.
 */
// biome-ignore lint/suspicious/noAssignInExpressions: it has to stay one expression
export default (globalThis.glossatorNotebook ??= (() => {
  /** key to a promise of the library, with the function that fulfils it. */
  const libraries = {}
  const library = (key) =>
    (libraries[key] ??= (() => {
      const waiting = {}
      waiting.promise = new Promise((resolve) => {
        waiting.resolve = resolve
      })
      return waiting
    })())

  async function unpack(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
    const { style, modules } = JSON.parse(await new Response(stream).text())
    if (style) document.head.append(Object.assign(document.createElement("style"), { textContent: style }))
    const addresses = []
    for (const [specifier, text] of modules) {
      // a blob knows no packages: the modules before this one are named by their blobs
      const linked = text.replace(/\b(from|import)\s*(["'])([^"']+)\2/g, (whole, word, _, name) => {
        const known = addresses.find(([one]) => one === name)
        return known ? `${word} "${known[1]}"` : whole
      })
      addresses.push([specifier, URL.createObjectURL(new Blob([linked], { type: "text/javascript" }))])
    }
    return import(/* webpackIgnore: true */ addresses.at(-1)[1])
  }

  function take(key, bytes) {
    const one = library(key)
    if (one.taken) return
    one.taken = true
    one.resolve(unpack(bytes))
  }

  return {
    /** An output carries the library, in base64. */
    give(key, text) {
      take(
        key,
        Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)),
      )
    },

    /** An output wants to be drawn. */
    async call(key, method, id, values) {
      const module = await library(key).promise
      const element = document.getElementById(id)
      // one output may be drawn again by the front end while it waits
      if (element && !element.dataset.drawn) {
        element.dataset.drawn = "yes"
        await module.default[method](element, ...values)
      }
    },

    /** A widget wants to be drawn: the kernel is asked for the library where no output or widget has brought it. */
    async render({ model, el }, name, key) {
      const one = library(key)
      const answer = (content, buffers) => {
        if (content?.library === name && content.key === key) take(key, buffers[0])
      }
      model.on("msg:custom", answer)
      if (!one.taken) model.send({ library: name })
      const module = await one.promise
      model.off("msg:custom", answer)
      return module.default.render({ model, el })
    },
  }
})())
