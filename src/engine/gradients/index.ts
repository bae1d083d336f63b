/** Registers every gradient; importing it is enough, and importing it twice does nothing more. */
import "./elementwise.js"
import "./fused.js"
import "./reductions.js"
import "./shapes.js"
