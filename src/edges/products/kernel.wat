;; The inner loops of the int16 kernel (int16.ts has the arithmetic and its bounds, scalar.ts the same bits without SIMD).
;; `make kernel` assembles it into kernel.ts. The memory is scratch that wasm.ts lays out; all addresses are in bytes and
;; multiples of 8. Nothing here allocates, and no bound depends on the data.
(module
  (memory (export "memory") 38)

  ;; Rows of float32 -> rows of int16, both of `length` elements (a positive multiple of 8), and the step of each row.
  (func (export "quantise")
    (param $rows i32) (param $length i32) (param $limit f64) (param $from i32) (param $to i32) (param $steps i32)
    (local $at i32) (local $end i32)
    (local $x v128) (local $y v128) (local $d v128)
    (local $most v128) (local $even v128) (local $odd v128) (local $squares v128)
    (local $norm f64) (local $scale f64)
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $rows)))

        ;; 1. The largest |x|, and the sum of squares in doubles, in four lanes: element i in lane i mod 4.
        (local.set $most (v128.const i64x2 0 0))
        (local.set $even (v128.const i64x2 0 0))
        (local.set $odd (v128.const i64x2 0 0))
        (local.set $at (local.get $from))
        (local.set $end (i32.add (local.get $from) (i32.shl (local.get $length) (i32.const 2))))
        (loop $measure
          (local.set $x (v128.load (local.get $at)))
          (local.set $most (f32x4.pmax (local.get $most) (f32x4.abs (local.get $x))))
          (local.set $d (f64x2.promote_low_f32x4 (local.get $x)))
          (local.set $even (f64x2.add (local.get $even) (f64x2.mul (local.get $d) (local.get $d))))
          (local.set $d
            (f64x2.promote_low_f32x4
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x))))
          (local.set $odd (f64x2.add (local.get $odd) (f64x2.mul (local.get $d) (local.get $d))))
          (br_if $measure
            (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
        (local.set $norm
          (f64.sqrt
            (f64.add
              (f64.add (f64x2.extract_lane 0 (local.get $even)) (f64x2.extract_lane 1 (local.get $even)))
              (f64.add (f64x2.extract_lane 0 (local.get $odd)) (f64x2.extract_lane 1 (local.get $odd))))))
        (local.set $most
          (f32x4.pmax
            (local.get $most)
            (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $most) (local.get $most))))
        (local.set $scale
          (f64.min
            (f64.div
              (f64.const 32767)
              (f64.promote_f32
                (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))))
            (f64.div (local.get $limit) (local.get $norm))))

        ;; 2. q = x * scale to the nearest, ties to even: 1.5 * 2^52 leaves a double no room for a fraction, and its low
        ;; 32 bits are then the whole number.
        (local.set $squares (v128.const i64x2 0 0))
        (local.set $at (local.get $from))
        (loop $round
          (local.set $d (f64x2.splat (local.get $scale)))
          (local.set $y (f64x2.splat (f64.const 6755399441055744)))
          (local.set $x (v128.load (local.get $at)))
          (local.set $even
            (f64x2.add (local.get $y) (f64x2.mul (local.get $d) (f64x2.promote_low_f32x4 (local.get $x)))))
          (local.set $odd
            (f64x2.add (local.get $y)
              (f64x2.mul (local.get $d)
                (f64x2.promote_low_f32x4
                  (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x))))))
          (local.set $most
            (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $even) (local.get $odd)))
          (local.set $x (v128.load offset=16 (local.get $at)))
          (local.set $even
            (f64x2.add (local.get $y) (f64x2.mul (local.get $d) (f64x2.promote_low_f32x4 (local.get $x)))))
          (local.set $odd
            (f64x2.add (local.get $y)
              (f64x2.mul (local.get $d)
                (f64x2.promote_low_f32x4
                  (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x))))))
          (local.set $x
            (i16x8.narrow_i32x4_s
              (local.get $most)
              (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $even) (local.get $odd))))
          (local.set $squares (i32x4.add (local.get $squares) (i32x4.dot_i16x8_s (local.get $x) (local.get $x))))
          (v128.store (local.get $to) (local.get $x))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (br_if $round
            (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $end))))

        ;; 3. The step gives the row its own length back; a row of zeros has the step 0.
        (f64.store (local.get $steps)
          (select
            (f64.const 0)
            (f64.div
              (local.get $norm)
              (f64.sqrt
                (f64.convert_i32_s
                  (i32.add
                    (i32.add (i32x4.extract_lane 0 (local.get $squares)) (i32x4.extract_lane 1 (local.get $squares)))
                    (i32.add (i32x4.extract_lane 2 (local.get $squares)) (i32x4.extract_lane 3 (local.get $squares)))))))
            (f64.eq (local.get $norm) (f64.const 0))))
        (local.set $from (local.get $end))
        (local.set $steps (i32.add (local.get $steps) (i32.const 8)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $row))))

  ;; Four whole products, each still in four lanes -> four float32.
  (func $store
    (param $s0 v128) (param $s1 v128) (param $s2 v128) (param $s3 v128)
    (param $step f64) (param $steps i32) (param $out i32)
    (local $sums v128) (local $lanes v128)
    (local.set $lanes
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s0) (local.get $s1))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s0) (local.get $s1))))
    (local.set $sums
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $s2) (local.get $s3))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $s2) (local.get $s3))))
    (local.set $sums
      (i32x4.add
        (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $lanes) (local.get $sums))
        (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $lanes) (local.get $sums))))
    (v128.store (local.get $out)
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
        (f32x4.demote_f64x2_zero
          (f64x2.mul
            (f64x2.convert_low_i32x4_s (local.get $sums))
            (f64x2.mul (f64x2.splat (local.get $step)) (v128.load (local.get $steps)))))
        (f32x4.demote_f64x2_zero
          (f64x2.mul
            (f64x2.convert_low_i32x4_s
              (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $sums) (local.get $sums)))
            (f64x2.mul (f64x2.splat (local.get $step)) (v128.load offset=16 (local.get $steps))))))))

  ;; (rows x length) times (columns x length) -> (rows x columns) of float32. `rows` is a positive multiple of 2, `columns`
  ;; of 4; `length` is in bytes, a positive multiple of 16. Two rows meet four columns at a time, so that eight sums stay
  ;; in registers while six vectors are loaded. More would not fit the fifteen registers that are there on x64.
  (func (export "multiply")
    (param $a i32) (param $rows i32) (param $stepsA i32)
    (param $b i32) (param $columns i32) (param $stepsB i32)
    (param $length i32) (param $out i32)
    (local $row i32) (local $column i32) (local $last i32) (local $end i32) (local $to i32)
    (local $a0 i32) (local $a1 i32) (local $b0 i32) (local $b1 i32) (local $b2 i32) (local $b3 i32)
    (local $x0 v128) (local $x1 v128) (local $y v128)
    (local $s00 v128) (local $s01 v128) (local $s02 v128) (local $s03 v128)
    (local $s10 v128) (local $s11 v128) (local $s12 v128) (local $s13 v128)
    (loop $tile
      ;; Sixteen columns stay in the first cache while all rows pass by.
      (local.set $last (i32.add (local.get $last) (i32.const 16)))
      (if (i32.gt_u (local.get $last) (local.get $columns)) (then (local.set $last (local.get $columns))))
      (local.set $row (i32.const 0))
      (loop $pair
        (local.set $column (i32.and (i32.sub (local.get $last) (i32.const 1)) (i32.const -16)))
        (loop $four
          (local.set $a0 (i32.add (local.get $a) (i32.mul (local.get $row) (local.get $length))))
          (local.set $a1 (i32.add (local.get $a0) (local.get $length)))
          (local.set $end (local.get $a1))
          (local.set $b0 (i32.add (local.get $b) (i32.mul (local.get $column) (local.get $length))))
          (local.set $b1 (i32.add (local.get $b0) (local.get $length)))
          (local.set $b2 (i32.add (local.get $b1) (local.get $length)))
          (local.set $b3 (i32.add (local.get $b2) (local.get $length)))
          (local.set $s00 (v128.const i64x2 0 0))
          (local.set $s01 (v128.const i64x2 0 0))
          (local.set $s02 (v128.const i64x2 0 0))
          (local.set $s03 (v128.const i64x2 0 0))
          (local.set $s10 (v128.const i64x2 0 0))
          (local.set $s11 (v128.const i64x2 0 0))
          (local.set $s12 (v128.const i64x2 0 0))
          (local.set $s13 (v128.const i64x2 0 0))
          (loop $eight
            (local.set $x0 (v128.load (local.get $a0)))
            (local.set $x1 (v128.load (local.get $a1)))
            (local.set $y (v128.load (local.get $b0)))
            (local.set $s00 (i32x4.add (local.get $s00) (i32x4.dot_i16x8_s (local.get $x0) (local.get $y))))
            (local.set $s10 (i32x4.add (local.get $s10) (i32x4.dot_i16x8_s (local.get $x1) (local.get $y))))
            (local.set $y (v128.load (local.get $b1)))
            (local.set $s01 (i32x4.add (local.get $s01) (i32x4.dot_i16x8_s (local.get $x0) (local.get $y))))
            (local.set $s11 (i32x4.add (local.get $s11) (i32x4.dot_i16x8_s (local.get $x1) (local.get $y))))
            (local.set $y (v128.load (local.get $b2)))
            (local.set $s02 (i32x4.add (local.get $s02) (i32x4.dot_i16x8_s (local.get $x0) (local.get $y))))
            (local.set $s12 (i32x4.add (local.get $s12) (i32x4.dot_i16x8_s (local.get $x1) (local.get $y))))
            (local.set $y (v128.load (local.get $b3)))
            (local.set $s03 (i32x4.add (local.get $s03) (i32x4.dot_i16x8_s (local.get $x0) (local.get $y))))
            (local.set $s13 (i32x4.add (local.get $s13) (i32x4.dot_i16x8_s (local.get $x1) (local.get $y))))
            (local.set $a0 (i32.add (local.get $a0) (i32.const 16)))
            (local.set $a1 (i32.add (local.get $a1) (i32.const 16)))
            (local.set $b0 (i32.add (local.get $b0) (i32.const 16)))
            (local.set $b1 (i32.add (local.get $b1) (i32.const 16)))
            (local.set $b2 (i32.add (local.get $b2) (i32.const 16)))
            (local.set $b3 (i32.add (local.get $b3) (i32.const 16)))
            (br_if $eight (i32.lt_u (local.get $a0) (local.get $end))))
          (local.set $to
            (i32.add (local.get $out)
              (i32.shl (i32.add (i32.mul (local.get $row) (local.get $columns)) (local.get $column)) (i32.const 2))))
          (call $store
            (local.get $s00) (local.get $s01) (local.get $s02) (local.get $s03)
            (f64.load (i32.add (local.get $stepsA) (i32.shl (local.get $row) (i32.const 3))))
            (i32.add (local.get $stepsB) (i32.shl (local.get $column) (i32.const 3)))
            (local.get $to))
          (call $store
            (local.get $s10) (local.get $s11) (local.get $s12) (local.get $s13)
            (f64.load offset=8 (i32.add (local.get $stepsA) (i32.shl (local.get $row) (i32.const 3))))
            (i32.add (local.get $stepsB) (i32.shl (local.get $column) (i32.const 3)))
            (i32.add (local.get $to) (i32.shl (local.get $columns) (i32.const 2))))
          (br_if $four
            (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 4))) (local.get $last))))
        (br_if $pair (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 2))) (local.get $rows))))
      (br_if $tile (i32.lt_u (local.get $last) (local.get $columns))))))
