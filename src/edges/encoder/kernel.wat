;; The inner loops of the tuned encoder (rows.ts lays out the memory). Float32 in four lanes, added in an order that the
;; data do not change, so that the same text has the same bits wherever it stands. Addresses and sizes are in bytes.
;; `make kernel` assembles this into kernel.ts.
(module
  (memory (export "memory") 1)

  ;; out = sum over i < count of weights[i] * row(ids[i]); rows of `size` bytes, a positive multiple of 64, begin at `table`.
  (func (export "gather")
    (param $table i32) (param $size i32) (param $ids i32) (param $weights i32) (param $count i32) (param $out i32)
    (local $at i32) (local $to i32) (local $end i32) (local $w v128)
    (memory.fill (local.get $out) (i32.const 0) (local.get $size))
    (local.set $end (i32.add (local.get $out) (local.get $size)))
    (block $done
      (loop $row
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $at (i32.add (local.get $table) (i32.mul (i32.load (local.get $ids)) (local.get $size))))
        (local.set $w (v128.load32_splat (local.get $weights)))
        (local.set $to (local.get $out))
        (loop $part
          (v128.store (local.get $to)
            (f32x4.add (v128.load (local.get $to)) (f32x4.mul (local.get $w) (v128.load (local.get $at)))))
          (v128.store offset=16 (local.get $to)
            (f32x4.add (v128.load offset=16 (local.get $to)) (f32x4.mul (local.get $w) (v128.load offset=16 (local.get $at)))))
          (v128.store offset=32 (local.get $to)
            (f32x4.add (v128.load offset=32 (local.get $to)) (f32x4.mul (local.get $w) (v128.load offset=32 (local.get $at)))))
          (v128.store offset=48 (local.get $to)
            (f32x4.add (v128.load offset=48 (local.get $to)) (f32x4.mul (local.get $w) (v128.load offset=48 (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $part (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 64))) (local.get $end))))
        (local.set $ids (i32.add (local.get $ids) (i32.const 4)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $row))))

  ;; out = M x for a lower triangular M: row a of `size` bytes, a positive multiple of 64, is zero beyond its element a. Two
  ;; rows at a time, so that each part of x is loaded once for both.
  (func (export "lower")
    (param $matrix i32) (param $size i32) (param $x i32) (param $out i32)
    (local $row i32) (local $at i32) (local $m i32) (local $n i32) (local $until i32) (local $v v128)
    (local $s0 v128) (local $s1 v128) (local $t0 v128) (local $t1 v128)
    (loop $next
      (local.set $s0 (v128.const i64x2 0 0))
      (local.set $s1 (v128.const i64x2 0 0))
      (local.set $t0 (v128.const i64x2 0 0))
      (local.set $t1 (v128.const i64x2 0 0))
      (local.set $at (local.get $x))
      (local.set $m (local.get $matrix))
      (local.set $n (i32.add (local.get $matrix) (local.get $size)))
      ;; The second row's last element that counts is so many bytes into x.
      (local.set $until (i32.add (local.get $x) (i32.add (local.get $row) (i32.const 4))))
      (loop $part
        (local.set $v (v128.load (local.get $at)))
        (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load (local.get $m)) (local.get $v))))
        (local.set $t0 (f32x4.add (local.get $t0) (f32x4.mul (v128.load (local.get $n)) (local.get $v))))
        (local.set $v (v128.load offset=16 (local.get $at)))
        (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=16 (local.get $m)) (local.get $v))))
        (local.set $t1 (f32x4.add (local.get $t1) (f32x4.mul (v128.load offset=16 (local.get $n)) (local.get $v))))
        (local.set $v (v128.load offset=32 (local.get $at)))
        (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (v128.load offset=32 (local.get $m)) (local.get $v))))
        (local.set $t0 (f32x4.add (local.get $t0) (f32x4.mul (v128.load offset=32 (local.get $n)) (local.get $v))))
        (local.set $v (v128.load offset=48 (local.get $at)))
        (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (v128.load offset=48 (local.get $m)) (local.get $v))))
        (local.set $t1 (f32x4.add (local.get $t1) (f32x4.mul (v128.load offset=48 (local.get $n)) (local.get $v))))
        (local.set $m (i32.add (local.get $m) (i32.const 64)))
        (local.set $n (i32.add (local.get $n) (i32.const 64)))
        (br_if $part (i32.le_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $until))))
      (local.set $s0 (f32x4.add (local.get $s0) (local.get $s1)))
      (local.set $t0 (f32x4.add (local.get $t0) (local.get $t1)))
      (f32.store (i32.add (local.get $out) (local.get $row))
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $s0)) (f32x4.extract_lane 1 (local.get $s0)))
          (f32.add (f32x4.extract_lane 2 (local.get $s0)) (f32x4.extract_lane 3 (local.get $s0)))))
      (f32.store offset=4 (i32.add (local.get $out) (local.get $row))
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $t0)) (f32x4.extract_lane 1 (local.get $t0)))
          (f32.add (f32x4.extract_lane 2 (local.get $t0)) (f32x4.extract_lane 3 (local.get $t0)))))
      (local.set $matrix (i32.add (local.get $matrix) (i32.shl (local.get $size) (i32.const 1))))
      (br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 8))) (local.get $size))))))
