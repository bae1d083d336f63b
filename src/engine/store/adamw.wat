;; AdamW and a sum of squares over flat float32 arrays. Sizes in bytes are multiples of 64, addresses of 16.
;; Built by scripts/build-adamw.mjs into src/engine/store/adamw-wasm.ts.
(module
  (import "store" "memory" (memory 1 65536))

  ;; Sum of squares of `bytes` bytes of floats from `at`: blocks of 4096 floats in float32 lanes, blocks added in float64.
  (func (export "sumOfSquares") (param $at i32) (param $bytes i32) (result f64)
    (local $end i32) (local $stop i32) (local $lanes v128) (local $x v128) (local $total f64)
    (local.set $end (i32.add (local.get $at) (local.get $bytes)))
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $lanes (v128.const f32x4 0 0 0 0))
        (local.set $stop (local.get $end))
        (if (i32.gt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16384))
          (then (local.set $stop (i32.add (local.get $at) (i32.const 16384)))))
        (loop $block
          (local.set $x (v128.load (local.get $at)))
          (local.set $lanes (f32x4.add (local.get $lanes) (f32x4.mul (local.get $x) (local.get $x))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $block (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $total (f64.add (local.get $total)
          (f64.add
            (f64.add
              (f64.promote_f32 (f32x4.extract_lane 0 (local.get $lanes)))
              (f64.promote_f32 (f32x4.extract_lane 1 (local.get $lanes))))
            (f64.add
              (f64.promote_f32 (f32x4.extract_lane 2 (local.get $lanes)))
              (f64.promote_f32 (f32x4.extract_lane 3 (local.get $lanes)))))))
        (br $blocks)))
    (local.get $total))

  ;; In place, with x = scale·g:  m ← β1·m + (1−β1)·x,  v ← β2·v + (1−β2)·x²,  w ← keep·w − rate·m / (√v + ε).
  ;; The four sections lie `bytes` apart: weights, first moments, second moments, gradients.
  (func (export "adamw") (param $at i32) (param $bytes i32)
    (param $beta1 f32) (param $beta2 f32) (param $rest1 f32) (param $rest2 f32)
    (param $rate f32) (param $epsilon f32) (param $keep f32) (param $scale f32)
    (local $end i32) (local $m i32) (local $v i32) (local $g i32)
    (local $B1 v128) (local $B2 v128) (local $R1 v128) (local $R2 v128)
    (local $RATE v128) (local $EPS v128) (local $KEEP v128) (local $SCALE v128)
    (local $x v128) (local $first v128) (local $second v128)
    (local.set $end (i32.add (local.get $at) (local.get $bytes)))
    (local.set $m (local.get $end))
    (local.set $v (i32.add (local.get $m) (local.get $bytes)))
    (local.set $g (i32.add (local.get $v) (local.get $bytes)))
    (local.set $B1 (f32x4.splat (local.get $beta1)))
    (local.set $B2 (f32x4.splat (local.get $beta2)))
    (local.set $R1 (f32x4.splat (local.get $rest1)))
    (local.set $R2 (f32x4.splat (local.get $rest2)))
    (local.set $RATE (f32x4.splat (local.get $rate)))
    (local.set $EPS (f32x4.splat (local.get $epsilon)))
    (local.set $KEEP (f32x4.splat (local.get $keep)))
    (local.set $SCALE (f32x4.splat (local.get $scale)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $x (f32x4.mul (v128.load (local.get $g)) (local.get $SCALE)))
        (local.set $first (f32x4.add
          (f32x4.mul (v128.load (local.get $m)) (local.get $B1))
          (f32x4.mul (local.get $x) (local.get $R1))))
        (local.set $second (f32x4.add
          (f32x4.mul (v128.load (local.get $v)) (local.get $B2))
          (f32x4.mul (f32x4.mul (local.get $x) (local.get $x)) (local.get $R2))))
        (v128.store (local.get $m) (local.get $first))
        (v128.store (local.get $v) (local.get $second))
        (v128.store (local.get $at) (f32x4.sub
          (f32x4.mul (v128.load (local.get $at)) (local.get $KEEP))
          (f32x4.mul (local.get $RATE)
            (f32x4.div (local.get $first) (f32x4.add (f32x4.sqrt (local.get $second)) (local.get $EPS))))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $m (i32.add (local.get $m) (i32.const 16)))
        (local.set $v (i32.add (local.get $v) (i32.const 16)))
        (local.set $g (i32.add (local.get $g) (i32.const 16)))
        (br $next)))))
