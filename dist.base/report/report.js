// node_modules/preact/dist/preact.mjs
var n;
var t$1;
var r$1;
var u$3;
var i$2;
var f$3;
var o$3;
var e$1;
var l$2;
var c$2;
var a$4;
var s$3;
var h$2 = Symbol.for("pv");
var p$2 = {};
var y$3 = [];
var v$2 = /^m(i|n|o|s|text|space)$/;
var w$2 = Array.isArray;
var d$2 = y$3.slice;
var _$2 = Object.assign;
function g$2(n) {
	n && n.parentNode && n.remove();
}
function k$3(n, t, r) {
	var u, i, f, o = {}, e = arguments.length;
	for (f in t) "key" == f ? u = t[f] : "ref" == f && "function" != typeof n ? i = t[f] : o[f] = t[f];
	return e > 2 && (o.children = e > 3 ? d$2.call(arguments, 2) : r), m$2(n, o, u, i, null);
}
function m$2(r, u, i, f, o) {
	var e = {
		type: r,
		props: u,
		key: i,
		ref: f,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: h$2,
		__v: o || ++t$1,
		__i: -1,
		__u: 0
	};
	return !o && n.vnode && n.vnode(e), e;
}
function M$1() {
	return { current: null };
}
function $$1(n) {
	return n.children;
}
function x$2(n, t) {
	this.props = n, this.context = t, this.__g = 0;
}
function S(n, t) {
	if (null == t) return n.__ && S(n.__, n.__i + 1);
	for (var r; t < n.__k.length; t++) if ((r = n.__k[t]) && r.__e) return r.__e;
	return "function" != typeof n.type || n.props.__P ? null : S(n);
}
function C$2(t) {
	var r, u = t.__v, i = u.__e, f = [], o = [], e = t.__P;
	e && ((r = _$2({ constructor: h$2 }, u)).__v = u.__v + 1, n.vnode && n.vnode(r), z$2(e, r, u, t.__n, e.namespaceURI, 32 & u.__u ? [i] : null, f, i || S(u), 32 & u.__u, o), r.__v = u.__v, r.__.__k[r.__i] = r, E$2(f, r, o), u.__ = u.__e = null, r.__e != i && j$2(r));
}
function j$2(n) {
	if ((n = n.__) && n.__c && !n.props.__P) return n.__e = null, n.__k.some(function(t) {
		return t && (n.__e = t.__e);
	}), j$2(n);
}
function L(t) {
	(8 & t.__g || (t.__g |= 8, u$3.push(t), f$3++)) && i$2 == n.debounceRendering || ((i$2 = n.debounceRendering) || queueMicrotask)(H$1);
}
function H$1() {
	try {
		for (var n, t = 1; u$3.length;) u$3.length > t && u$3.sort(o$3), n = u$3.shift(), t = u$3.length, 8 & n.__g && C$2(n);
	} finally {
		(f$3 = u$3.length) && (i$2 || queueMicrotask)(H$1);
	}
}
function I$1(n, t, r, u, i, f, o, e, l, c, a) {
	var s, h, v, w, d, _, g = u.__k || y$3, k = t.length;
	for (l = q$1(r, t, g, l, k), s = 0; s < k; s++) null != (v = r.__k[s]) && (h = ~v.__i && g[v.__i] || p$2, v.__i = s, _ = z$2(n, v, h, i, f, o, e, l, c, a), w = v.__e, (h.ref != v.ref || 8 & h.__u) && (h.ref && G$1(h.ref, null, v, h), v.ref && a.push(v.ref, v.__c || w, v)), d = d || w, 4 & v.__u ? (l = A$2(v, l, n, !h.__v), h.__e && (h.__e = null)) : "function" == typeof v.type && void 0 !== _ ? l = _ : w && (l = w.nextSibling), v.__u &= -21);
	return r.__e = d, l;
}
function q$1(n, t, r, u, i) {
	var f, o, e, l, c, a, s, p, y, v = r.length, d = v, _ = 0, g = 0, k = n.__k = Array(i);
	for (f = 0; f < i; f++) null != (o = t[f]) && "boolean" != typeof o && "function" != typeof o ? ("object" != typeof o || o.constructor === String ? o = k[f] = m$2(null, o) : w$2(o) ? o = k[f] = m$2($$1, { children: o }) : o.constructor === h$2 && o.__b ? o = k[f] = m$2(o.type, o.props, o.key, o.ref, o.__v) : k[f] = o, l = f + _, o.__ = n, o.__b = n.__b + 1, e = null, ~(c = o.__i = P$1(o, r, l, d)) && (d--, (e = r[c]) && (e.__u |= 2)), e && e.__v ? (o.__u |= 16, c == l - 1 ? _-- : c == l + 1 ? _++ : c != l && (c > l ? _-- : _++, g = 1)) : (~c || (i > v ? _-- : i < v && _++), "function" != typeof o.type && (o.__u |= 4))) : k[f] = null;
	if (g) {
		for (a = [], s = [], f = 0; f < i; f++) if ((o = k[f]) && 16 & o.__u) {
			for (_ = 0, p = a.length; _ < p;) a[y = _ + p >> 1] < o.__i ? _ = y + 1 : p = y;
			a[_] = o.__i, s[f] = _ + 1;
		}
		for (_ = a.length; f--;) s[f] && (s[f] == _ ? _-- : k[f].__u |= 4);
	}
	if (d) for (f = 0; f < v; f++) !(e = r[f]) || 2 & e.__u || (e.__e == u && (u = S(e)), J(e, e));
	return u;
}
function A$2(n, t, r, u) {
	var i, f, o, e;
	if ("function" == typeof n.type) {
		if (n.props.__P) return t;
		if (i = n.__k) for (f = 0; f < i.length; f++) i[f] && (i[f].__ = n, t = A$2(i[f], t, r, !1));
		return t;
	}
	for (t && !t.parentNode && (t = S(n)) && !t.parentNode && (t = null), o = n.__e, e = t; e && 8 == e.nodeType;) e = e.nextSibling;
	for (o != e && (!u && r.moveBefore && o.parentNode ? r.moveBefore(o, t) : r.insertBefore(o, t || null)), t = o; (t = t && t.nextSibling) && 8 == t.nodeType && !t.data.startsWith("$s"););
	return t;
}
function P$1(n, t, r, u) {
	var i, f = n.key, o = n.type, e = t[r], l = e && !(2 & e.__u);
	if (null === e && null == f || l && f == e.key && o == e.type) return r;
	if (u > (l ? 1 : 0)) {
		for (i = r - 1; i >= 0; i--) if ((e = t[i]) && !(2 & e.__u) && f == e.key && o == e.type) return i;
		for (i = r + 1; i < t.length; i++) if ((e = t[i]) && !(2 & e.__u) && f == e.key && o == e.type) return i;
	}
	return -1;
}
function T$2(n, t, r) {
	r ??= "", "-" == t[0] ? n.setProperty(t, r) : n[t] = r;
}
function N$1(n, t, r, u, i) {
	var f, o;
	if ("style" == t) if ("string" == typeof r) n.style.cssText = r;
	else {
		if ("string" == typeof u && (n.style.cssText = u = ""), u) for (t in u) r && t in r || T$2(n.style, t);
		if (r) for (t in r) u && r[t] == u[t] || T$2(n.style, t, r[t]);
	}
	else if ("o" == t[0] && "n" == t[1]) "function" != typeof r && (r = null), "function" != typeof u && (u = null), (n.__e || (n.__e = {}))[t] = r, r && u || (o = a$4[t] || (a$4[t] = V$1(t)), (n.__a || (n.__a = {}))[t] = c$2, f = t != (t = t.replace(l$2, "$1")), (t = t.slice(2))[0] < "a" && (t = t.toLowerCase()), r ? n.addEventListener(t, o, f) : n.removeEventListener(t, o, f));
	else {
		if ("http://www.w3.org/2000/svg" == i) t = t.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
		else if ("width" != t && "height" != t && "href" != t && "list" != t && "form" != t && "tabIndex" != t && "download" != t && "rowSpan" != t && "colSpan" != t && "role" != t && "popover" != t && t in n) try {
			n[t] = null == r ? "" : r;
			return;
		} catch (n) {}
		if ("function" == typeof r) return;
		null == r || !1 === r && "-" != t[4] ? n.removeAttribute(t) : n.setAttribute(t, "popover" == t && 1 == r ? "" : r);
	}
}
function V$1(t) {
	return function(r) {
		var u = this.__e;
		if (u) {
			if (u = u[t], null == r[e$1]) r[e$1] = c$2++;
			else if (r[e$1] < this.__a[t]) return;
			return u(n.event ? n.event(r) : r);
		}
	};
}
function z$2(t, r, u, i, f, o, e, l, c, a) {
	var s, p, v, d, k, b, m, M, C, j, L, H, q, A, O, P, T, N, V = r.type;
	if (r.constructor !== h$2) return null;
	128 & u.__u && (c = 32 & u.__u, s = u.__c.__z) && (r.__u |= c, p = o = [], 8 == s.nodeType ? l = B$3(s, o) : o.push(s), l = o[0] || l), (s = n.__b) && s(r);
	n: if ("function" == typeof V) {
		v = e.length;
		try {
			if (M = r.props, C = (s = V.prototype) && s.render, j = (s = V.contextType) && i[s.__c], L = s ? j ? j.props.value : s.__ : i, (d = u.__c) ? (r.__c = d, 2 & d.__g && (d.__g |= 1)) : (C ? r.__c = d = new V(M, L) : (r.__c = d = new x$2(M, L), d.constructor = V, d.render = K$1), j && j.sub(d), d.state || (d.state = {}), d.__n = i, d.__g |= 8, d.__h = [], d.__k = []), C && (d.__s || (d.__s = d.state), V.getDerivedStateFromProps && (d.__s == d.state && (d.__s = _$2({}, d.__s)), _$2(d.__s, V.getDerivedStateFromProps(M, d.__s)))), k = d.props, b = d.state, d.__v = r, u.__c) {
				if (M !== k && C && !V.getDerivedStateFromProps && d.componentWillReceiveProps && d.componentWillReceiveProps(M, L), r.__v == u.__v && !(8 & d.__g) || !(4 & d.__g) && d.shouldComponentUpdate && !1 === d.shouldComponentUpdate(M, d.__s, L)) {
					r.__v != u.__v && (d.props = M, d.state = d.__s, d.__g &= -9), r.__e = u.__e, r.__k = u.__k, r.__k.some(function(n) {
						n && (n.__ = r);
					}), y$3.push.apply(d.__h, d.__k), d.__k = [], d.__h.length && e.push(d), l = S(u);
					break n;
				}
				d.componentWillUpdate && d.componentWillUpdate(M, d.__s, L), C && d.componentDidUpdate && d.__h.push(function() {
					d.componentDidUpdate(k, b, m);
				});
			} else C && !V.getDerivedStateFromProps && d.componentWillMount && d.componentWillMount(), C && d.componentDidMount && d.__h.push(d.componentDidMount);
			d.context = L, d.props = M, d.__P = t, d.__g &= -5, H = n.__r, q = C ? 25 : 0;
			do
				d.__g &= -9, H && H(r), s = d.render(d.props, d.state = d.__s, d.context);
			while (8 & d.__g && ++q < 25);
			C && (y$3.push.apply(d.__h, d.__k), d.__k = []), d.state = d.__s, d.getChildContext && (i = _$2({}, i, d.getChildContext())), C && u.__c && d.getSnapshotBeforeUpdate && (m = d.getSnapshotBeforeUpdate(k, b)), A = s && s.type === $$1 && null == s.key ? s.props.children : s, M.__P && (s = l, f = (t = M.__P).namespaceURI, c = o = null, u.props && u.props.__P != t && (u.__k.some(function(n) {
				n && J(n, n);
			}), u.__k = null), l = u.__k ? S(u, 0) : null), l = I$1(t, w$2(A) ? A : [A], r, u, i, f, o, e, l, c, a), M.__P && (r.__e = null, l = s), r.__u &= -161, p && p.some(g$2), d.__h.length && e.push(d), 1 & d.__g && (d.__g &= -4);
		} catch (t) {
			if (e.length = v, r.__v = null, c || o) if (t && t.then) {
				if (r.__u |= 128 | c, o) {
					for (~(T = o.indexOf(l || void 0)) || (T = o.length); (N = o[T - 1]) && 8 == N.nodeType;) T--;
					for (; T < o.length; T++) if (N = o[T]) if (o[T] = null, O) {
						if (N == P) break;
					} else {
						if (8 != N.nodeType) break;
						N.data.startsWith("$s") && (P = B$3(O = N));
					}
				}
				if (!O) {
					for (; l && 8 == l.nodeType && l.nextSibling;) l = l.nextSibling;
					O = l;
				}
				(s = B$3(O = r.__c.__z || (r.__c.__z = O))) ? (r.__e = O, l = s) : r.__e = l, l = l && l.nextSibling;
			} else o && o.some(g$2);
			else r.__e = u.__e;
			r.__k || (r.__k = u.__k || []), t && t.then || D$2(r), n.__e(t, r, u);
		}
	} else l = r.__e = F$1(u.__e, r, u, i, f, o, e, c, a, t);
	return (s = n.diffed) && s(r), l;
}
function B$3(n, t) {
	if (n && 8 == n.nodeType && n.data.startsWith("$s")) for (var r = 1; n = n.nextSibling;) {
		if (8 == n.nodeType) {
			if (n.data.startsWith("$s")) r++;
			else if (n.data.startsWith("/$s") && !--r) return n;
		}
		t && t.push(n);
	}
}
function D$2(n) {
	n && (n.__c && (n.__c.__g |= 4), n.__k && n.__k.some(D$2));
}
function E$2(t, r, u) {
	for (var i = 0; i < u.length;) G$1(u[i++], u[i++], u[i++]);
	n.__c && n.__c(r, t), t.some(function(r) {
		try {
			t = r.__h, r.__h = [], t.some(function(n) {
				n.call(r);
			});
		} catch (t) {
			n.__e(t, r.__v);
		}
	});
}
function F$1(t, r, u, i, f, o, e, l, c, a) {
	var s, h, y, _, k, b, m, M, $ = u.props || p$2, x = r.props, C = r.type;
	if ("svg" == C ? f = "http://www.w3.org/2000/svg" : "math" == C ? f = "http://www.w3.org/1998/Math/MathML" : f || (f = "http://www.w3.org/1999/xhtml"), o) {
		for (s = 0; s < o.length; s++) if ((k = o[s]) && (C ? k.localName == C : 3 == k.nodeType)) {
			t = k, o[s] = null;
			break;
		}
	}
	if (!t) {
		if (M = a.ownerDocument || document, !C) return M.createTextNode(x);
		t = M.createElementNS(f, C, x.is ? x : a), l && (n.__m && n.__m(r, o), l = !1), o = null;
	}
	if (C) {
		if (a = "template" == C && t.content || t, o = "textarea" == C && null != x.defaultValue ? null : o && d$2.call(a.childNodes), !l && o) for ($ = {}, s = 0; s < t.attributes.length; s++) $[(k = t.attributes[s]).name] = k.value;
		for (s in $) k = $[s], "dangerouslySetInnerHTML" == s ? y = k : "children" == s || s in x || "value" == s && "defaultValue" in x || "checked" == s && "defaultChecked" in x || N$1(t, s, null, k, f);
		for (s in x) k = x[s], "children" == s ? _ = k : "dangerouslySetInnerHTML" == s ? h = k : "value" == s ? b = k : "checked" == s ? m = k : l && "function" != typeof k || $[s] === k || N$1(t, s, k, $[s], f);
		h ? (l || y && (h.__html == y.__html || h.__html == t.innerHTML) || (t.innerHTML = h.__html), r.__k = []) : (y && (t.textContent = ""), ("foreignObject" == C || "http://www.w3.org/1998/Math/MathML" == f && v$2.test(C)) && (f = "http://www.w3.org/1999/xhtml"), I$1(a, w$2(_) ? _ : [_], r, u, i, f, o, e, o ? o[0] : u.__k && S(u, 0), l, c), o && o.some(g$2)), l && "textarea" != C || (s = "value", "progress" == C && null == b ? t.removeAttribute(s) : null == b || b === t[s] && ("progress" != C || b) || N$1(t, s, b, $[s], f), s = "checked", null != m && m != t[s] && N$1(t, s, m, $[s], f));
	} else $ === x || l && t.data == x || (t.data = x);
	return t;
}
function G$1(t, r, u, i) {
	try {
		"function" == typeof t ? r ? r.__x = t(r) || 1 : i && (i = i.__c || i.__e) && (r = i.__x) && (i.__x = null, "function" == typeof r ? r() : t(null)) : t.current = r;
	} catch (t) {
		n.__e(t, u);
	}
}
function J(t, r, u) {
	var i, f, o, e;
	if (n.unmount && n.unmount(t), !(i = t.ref) || i.current && i.current != t.__e || G$1(i, null, r, t), i = t.__c) {
		if (i.componentWillUnmount) try {
			i.componentWillUnmount();
		} catch (t) {
			n.__e(t, r);
		}
		i.__P = i.__n = null;
	}
	if (i = t.__k) for (e = 0; e < i.length; e++) i[e] && J(i[e], r, "function" != typeof t.type || u && !t.props.__P);
	!u && (i = t.__c) && (i = i.__z) && (f = B$3(i, o = [])) && (i == t.__e && o.some(g$2), g$2(f), g$2(i)), u || g$2(t.__e), t.__e = t.__c = t.__ = null;
}
function K$1(n, t, r) {
	return this.constructor(n, r);
}
function U$1(n) {
	function t(n) {
		var r, u;
		return this.getChildContext || (r = /* @__PURE__ */ new Set(), (u = {})[t.__c] = this, this.getChildContext = function() {
			return u;
		}, this.shouldComponentUpdate = function(n) {
			this.props.value != n.value && r.forEach(function(n) {
				n.__g |= 4, L(n);
			});
		}, this.sub = function(n) {
			r.add(n);
			var t = n.componentWillUnmount;
			n.componentWillUnmount = function() {
				r.delete(n), t && t.call(n);
			};
		}), n.children;
	}
	return t.__c = "__cC" + s$3++, t.__ = n, t.Provider = (t.Consumer = function(n, t) {
		return n.children(t);
	}).contextType = t, t;
}
n = { __e: function(n, t, r, u) {
	for (var i, o, e; t = t.__;) if ((i = t.__c) && !(1 & i.__g)) {
		i.__g |= 4;
		try {
			if ((e = (o = i.constructor) && o.getDerivedStateFromError) && i.setState(o.getDerivedStateFromError(n)), i.componentDidCatch && (i.componentDidCatch(n, u || {}), e = 1), e && 8 & i.__g) return void (i.__g |= 2);
		} catch (t) {
			n = t;
		}
	}
	throw f$3 = 0, n;
} }, t$1 = 0, r$1 = function(n) {
	return null != n && n.constructor === h$2;
}, x$2.prototype.setState = function(n, t) {
	var r = this.__s;
	r && r != this.state || (r = this.__s = _$2({}, this.state)), "function" == typeof n && (n = n(_$2({}, r), this.props)), n && (_$2(r, n), this.__v && (t && this.__k.push(t), L(this)));
}, x$2.prototype.forceUpdate = function(n) {
	this.__v && (this.__g |= 4, n && this.__h.push(n), L(this));
}, x$2.prototype.render = $$1, u$3 = [], f$3 = 0, o$3 = function(n, t) {
	return n.__v.__b - t.__v.__b;
}, e$1 = Symbol(), l$2 = /(PointerCapture)$|Capture$/i, c$2 = 0, a$4 = {}, s$3 = 0;
// node_modules/preact-render-to-string/dist/index.mjs
var o$2 = "__s";
var i$1 = "__c";
var a$3 = "__k";
var u$2 = "__d";
var c$1 = "__s";
var f$2 = /[\s\n\\/='"\0<>]/;
var s$2 = /^(xlink|xmlns|xml)([A-Z])/;
var l$1 = /^(?:accessK|auto[A-Z]|cell|ch|col|cont|cross|dateT|encT|form[A-Z]|frame|hrefL|inputM|maxL|minL|noV|playsI|popoverT|readO|rowS|src[A-Z]|tabI|useM|item[A-Z])/;
var p$1 = /^ac|^ali|arabic|basel|cap|clipPath$|clipRule$|color|dominant|enable|fill|flood|font|glyph[^R]|horiz|image|letter|lighting|marker[^WUH]|overline|panose|pointe|paint|rendering|shape|stop|strikethrough|stroke|text[^L]|transform|underline|unicode|units|^v[^i]|^w|^xH/;
var h$1 = /* @__PURE__ */ new Set(["draggable", "spellcheck"]);
function d$1(e) {
	void 0 !== e.__g ? e.__g |= 8 : e[u$2] = !0;
}
function v$1(e) {
	void 0 !== e.__g ? e.__g &= -9 : e[u$2] = !1;
}
function m$1(e) {
	return void 0 !== e.__g ? !!(8 & e.__g) : !0 === e[u$2];
}
var y$2 = /["&<]/;
function _$1(e) {
	if (0 === e.length || !1 === y$2.test(e)) return e;
	for (var t = 0, n = 0, r = "", o = ""; n < e.length; n++) {
		switch (e.charCodeAt(n)) {
			case 34:
				o = "&quot;";
				break;
			case 38:
				o = "&amp;";
				break;
			case 60:
				o = "&lt;";
				break;
			default: continue;
		}
		n !== t && (r += e.slice(t, n)), r += o, t = n + 1;
	}
	return n !== t && (r += e.slice(t, n)), r;
}
var g$1 = {};
var k$2 = /* @__PURE__ */ new Set([
	"animation-iteration-count",
	"border-image-outset",
	"border-image-slice",
	"border-image-width",
	"box-flex",
	"box-flex-group",
	"box-ordinal-group",
	"column-count",
	"fill-opacity",
	"flex",
	"flex-grow",
	"flex-negative",
	"flex-order",
	"flex-positive",
	"flex-shrink",
	"flood-opacity",
	"font-weight",
	"grid-column",
	"grid-row",
	"line-clamp",
	"line-height",
	"opacity",
	"order",
	"orphans",
	"stop-opacity",
	"stroke-dasharray",
	"stroke-dashoffset",
	"stroke-miterlimit",
	"stroke-opacity",
	"stroke-width",
	"tab-size",
	"widows",
	"z-index",
	"zoom"
]);
var b = /[A-Z]/g;
function x$1(e) {
	var t = "";
	for (var n in e) {
		var r = e[n];
		if (null != r && "" !== r) {
			var o = "-" == n[0] ? n : g$1[n] || (g$1[n] = n.replace(b, "-$&").toLowerCase()), i = ";";
			"number" != typeof r || o.startsWith("--") || k$2.has(o) || (i = "px;"), t = t + o + ":" + r + i;
		}
	}
	return t || void 0;
}
function w$1() {
	this.__d = !0;
}
function H(e, t) {
	return {
		__v: e,
		context: t,
		props: e.props,
		setState: w$1,
		forceUpdate: w$1,
		__d: !0,
		__h: new Array(0)
	};
}
var T$1 = {};
var j$1 = [];
var P = Array.isArray;
var $ = Object.assign;
var U = "";
var Z = "<!--$s-->";
var F = "<!--/$s-->";
function M(e) {
	return "string" == typeof e ? Z + e + F : P(e) ? (e.unshift(Z), e.push(F), e) : e && "function" == typeof e.then ? e.then(M) : Z + e + F;
}
function W() {
	return {
		beforeDiff: n.__b,
		afterDiff: n.diffed,
		renderHook: n.__r,
		unmountHook: n.unmount,
		rootHook: n.__,
		commitHook: n.__c,
		catchError: n.__e,
		errorBoundaries: n.errorBoundaries
	};
}
function B$2(e) {
	var t = n[o$2];
	n[o$2] = !0;
	try {
		return e();
	} finally {
		n[o$2] = t;
	}
}
function z$1(n, r, o) {
	var i = W();
	try {
		var u = B$2(function() {
			var u, c = k$3($$1, null);
			return c[a$3] = [n], i.rootHook && i.rootHook(n, ((u = {})[a$3] = c, u.nodeType = 1, u)), q(n, r || T$1, !1, void 0, c, !1, o, i);
		});
		return P(u) ? u.join(U) : u;
	} catch (e) {
		if (e.then) throw new Error("Use \"renderToStringAsync\" for suspenseful rendering.");
		throw e;
	} finally {
		i.commitHook && B$2(function() {
			return i.commitHook(n, j$1);
		}), j$1.length = 0;
	}
}
function N(e, t, n) {
	var r, o = e.type, a = !0;
	return e[i$1] ? (a = !1, (r = e[i$1]).state = r[c$1]) : r = new o(e.props, t), e[i$1] = r, r.__v = e, r.props = e.props, r.context = t, d$1(r), r.state ?? (r.state = T$1), r[c$1] ?? (r[c$1] = r.state), o.getDerivedStateFromProps ? r.state = $({}, r.state, o.getDerivedStateFromProps(r.props, r.state)) : a && r.componentWillMount ? (r.componentWillMount(), r.state = r[c$1] !== r.state ? r[c$1] : r.state) : !a && r.componentWillUpdate && r.componentWillUpdate(), n.renderHook && n.renderHook(e), r.render(r.props, r.state, t);
}
function q(e, n, o, u, y, g, k, b) {
	if (null == e || !0 === e || !1 === e || e === U) return U;
	var w = typeof e;
	if ("object" != w) return "function" == w ? U : "string" == w ? _$1(e) : e + U;
	if (P(e)) {
		var C, D = U;
		y[a$3] = e;
		for (var A = e.length, S = 0; S < A; S++) {
			var E = e[S];
			if (null != E && "boolean" != typeof E) {
				var L, j = q(E, n, o, u, y, g, k, b);
				"string" == typeof j ? D += j : (C || (C = new Array(A)), D && C.push(D), D = U, P(j) ? (L = C).push.apply(L, j) : C.push(j));
			}
		}
		return C ? (D && C.push(D), C) : D;
	}
	if (!r$1(e)) return U;
	e.__ = y, b.beforeDiff && b.beforeDiff(e);
	var Z = e.type, F = e.props;
	if ("function" == typeof Z) {
		var W, z, O, R = n;
		if (Z === $$1) {
			if ("tpl" in F) {
				for (var K, G = U, J = 0; J < F.tpl.length; J++) if (G += F.tpl[J], F.exprs && J < F.exprs.length) {
					var Q = F.exprs[J];
					if (null == Q) continue;
					if ("object" == typeof Q && (r$1(Q) || P(Q))) {
						var X, Y = q(Q, n, o, u, e, g, k, b);
						"string" == typeof Y ? G += Y : (K || (K = []), G && K.push(G), G = U, P(Y) ? (X = K).push.apply(X, Y) : K.push(Y));
					} else G += Q;
				}
				return K ? (G && K.push(G), K) : G;
			}
			if ("UNSTABLE_comment" in F) return "<!--" + _$1(F.UNSTABLE_comment) + "-->";
			z = F.children;
		} else {
			if (null != (W = Z.contextType)) {
				var ee = n[W.__c];
				R = ee ? ee.props.value : W.__;
			}
			var te = Z.prototype && "function" == typeof Z.prototype.render;
			if (te) z = N(e, R, b), O = e[i$1];
			else {
				e[i$1] = O = H(e, R);
				for (var ne = 0; m$1(O) && ne++ < 25;) {
					v$1(O), b.renderHook && b.renderHook(e);
					try {
						z = Z.call(O, F, R);
					} catch (t) {
						throw g && t && "function" == typeof t.then && (e._suspended = !0), t;
					}
				}
				d$1(O);
			}
			if (null != O.getChildContext && (n = $({}, n, O.getChildContext())), te && b.errorBoundaries && (Z.getDerivedStateFromError || O.componentDidCatch)) {
				z = null != z && z.type === $$1 && null == z.key && null == z.props.tpl ? z.props.children : z;
				try {
					return q(z, n, o, u, e, g, !1, b);
				} catch (r) {
					return Z.getDerivedStateFromError && (O[c$1] = Z.getDerivedStateFromError(r)), O.componentDidCatch && O.componentDidCatch(r, T$1), m$1(O) ? (z = N(e, n, b), null != (O = e[i$1]).getChildContext && (n = $({}, n, O.getChildContext())), q(z = null != z && z.type === $$1 && null == z.key && null == z.props.tpl ? z.props.children : z, n, o, u, e, g, k, b)) : U;
				} finally {
					b.afterDiff && b.afterDiff(e), b.unmountHook && b.unmountHook(e);
				}
			}
		}
		z = null != z && z.type === $$1 && null == z.key && null == z.props.tpl ? z.props.children : z;
		try {
			var re = q(z, n, o, u, e, g, k, b);
			return b.afterDiff && b.afterDiff(e), b.unmountHook && b.unmountHook(e), e._suspended ? M(re) : re;
		} catch (t) {
			if (!g && k && k.onError) {
				var oe = function t(r) {
					return k.onError(r, e, function(e, r) {
						try {
							return B$2(function() {
								return q(e, n, o, u, r, g, k, b);
							});
						} catch (e) {
							return t(e);
						}
					});
				}(t);
				return void 0 !== oe ? oe : (b.catchError && b.catchError(t, e), U);
			}
			if (!g) throw t;
			if (!t || "function" != typeof t.then) throw t;
			return t.then(function t() {
				try {
					var r = B$2(function() {
						return q(z, n, o, u, e, g, k, b);
					});
					return e._suspended ? M(r) : r;
				} catch (e) {
					if (!e || "function" != typeof e.then) throw e;
					return e.then(t);
				}
			});
		}
	}
	var ie, ae = "<" + Z, ue = U;
	for (var ce in F) {
		var fe = F[ce];
		if ("function" != typeof (fe = V(fe) ? fe.value : fe) || "class" === ce || "className" === ce) {
			switch (ce) {
				case "children":
					ie = fe;
					continue;
				case "key":
				case "ref":
				case "__self":
				case "__source": continue;
				case "htmlFor":
					if ("for" in F) continue;
					ce = "for";
					break;
				case "className":
					if ("class" in F) continue;
					ce = "class";
					break;
				case "defaultChecked":
					ce = "checked";
					break;
				case "defaultSelected":
					ce = "selected";
					break;
				case "defaultValue":
				case "value":
					switch (ce = "value", Z) {
						case "textarea":
							ie = fe;
							continue;
						case "select":
							u = fe;
							continue;
						case "option": u != fe || "selected" in F || (ae += " selected");
					}
					break;
				case "dangerouslySetInnerHTML":
					ue = fe && fe.__html;
					continue;
				case "style":
					"object" == typeof fe && (fe = x$1(fe));
					break;
				case "acceptCharset":
					ce = "accept-charset";
					break;
				case "httpEquiv":
					ce = "http-equiv";
					break;
				default:
					if (f$2.test(ce)) continue;
					s$2.test(ce) ? ce = ce.replace(s$2, "$1:$2").toLowerCase() : "-" !== ce[4] && !h$1.has(ce) || null == fe ? o ? p$1.test(ce) && (ce = "panose1" === ce ? "panose-1" : ce.replace(/([A-Z])/g, "-$1").toLowerCase()) : l$1.test(ce) && (ce = ce.toLowerCase()) : fe += U;
			}
			null != fe && !1 !== fe && (ae = !0 === fe || fe === U ? ae + " " + ce : ae + " " + ce + "=\"" + _$1(fe + U) + "\"");
		}
	}
	if (f$2.test(Z)) throw new Error(Z + " is not a valid HTML tag name in " + ae + ">");
	if (ue || ("string" == typeof ie ? ue = _$1(ie) : null != ie && !1 !== ie && !0 !== ie && (ue = q(ie, n, "svg" === Z || "foreignObject" !== Z && o, u, e, g, k, b))), b.afterDiff && b.afterDiff(e), b.unmountHook && b.unmountHook(e), !ue && I.has(Z)) return ae + "/>";
	var se = "</" + Z + ">", le = ae + ">";
	return P(ue) ? [le].concat(ue, [se]) : "string" != typeof ue ? [
		le,
		ue,
		se
	] : le + ue + se;
}
var I = /* @__PURE__ */ new Set([
	"area",
	"base",
	"br",
	"col",
	"command",
	"embed",
	"hr",
	"img",
	"input",
	"keygen",
	"link",
	"meta",
	"param",
	"source",
	"track",
	"wbr"
]);
function V(e) {
	return null !== e && "object" == typeof e && "function" == typeof e.peek && "value" in e;
}
// node_modules/preact/hooks/dist/hooks.mjs
var t;
var r;
var u$1;
var i;
var o$1 = Object.is;
var f$1 = 0;
var c = [];
var e = [];
var a$2 = n;
var v = a$2.__b;
var l = a$2.__r;
var m = a$2.diffed;
var h = a$2.__c;
var s$1 = a$2.unmount;
var p = a$2.__;
function y$1(n, t) {
	a$2.__h && a$2.__h(r, n, f$1 || t), f$1 = 0;
	var u = r.__H || (r.__H = {
		__: [],
		__h: []
	});
	return n >= u.__.length && u.__.push({}), u.__[n];
}
function d(n) {
	return f$1 = 1, _(G, n);
}
function _(n, u, i) {
	var f = y$1(t++, 2);
	if (f.t = n, !f.__c && (f.__ = [i ? i(u) : G(void 0, u), function(n) {
		var t = (f.__N || f.__)[0], r = f.t(t, n);
		o$1(t, r) || (f.__N = [r, f.__[1]], f.__c.setState({}));
	}], f.__c = r, !r.__f)) {
		r.__f = !0;
		var c = r.shouldComponentUpdate;
		r.shouldComponentUpdate = function(n, t, r) {
			var u = this.__H;
			if (!u) return !0;
			var i = !1, f = this.props != n;
			if (u.__.some(function(n) {
				n.__N && (i = !0, o$1(n.__[0], n.__N[0]) || (f = !0));
			}), c) {
				var e = c.call(this, n, t, r);
				return i ? e || f : e;
			}
			return !i || f;
		};
	}
	return f.__;
}
function A$1(n, u) {
	var i = y$1(t++, 3);
	!a$2.__s && E$1(i.__H, u) && (i.__P = !0, i.__ = n, i.u = u, r.__H.__h.push(i));
}
function T(n) {
	return f$1 = 5, w(function() {
		return { current: n };
	}, []);
}
function w(n, r) {
	var u = y$1(t++, 7);
	return E$1(u.__H, r) && (u.__ = n(), u.__H = r), u.__;
}
function j(n) {
	var u = r.context[n.__c], i = y$1(t++, 9);
	return i.c = n, u ? (i.__ ?? (i.__ = !0, u.sub(r)), u.props.value) : n.__;
}
function g() {
	var n;
	do {
		for (; n = e.shift();) try {
			C$1(n);
		} catch (t) {
			a$2.__e(t, { __: (n = n.__P) && n.__v });
		}
		for (; n = c.shift();) {
			var t = n.__H;
			if (n.__P && t) try {
				t.__h.some(C$1), t.__h.some(D$1), t.__h = [];
			} catch (r) {
				t.__h = [], a$2.__e(r, n.__v);
			}
		}
	} while (e.length);
}
a$2.__b = function(n) {
	r = null, v && v(n);
}, a$2.__ = function(n, t) {
	n && t.__k && t.__k.__m && (n.__m = t.__k.__m), p && p(n, t);
}, a$2.__r = function(n) {
	l && l(n), t = 0;
	var i = (r = n.__c).__H;
	i && (u$1 == r ? r.__h = [] : (i.__h.some(C$1), i.__h.some(D$1), t = 0), i.__h = [], i.__.some(function(n) {
		n.__N && (n.__ = n.__N), n.u = n.__N = void 0;
	})), u$1 = r;
}, a$2.diffed = function(n) {
	m && m(n);
	var t = n.__c;
	t && t.__H && (t.__H.__h.length && B$1(c.push(t)), t.__H.__.some(function(n) {
		n.u && (n.__H = n.u);
	})), u$1 = r = null;
}, a$2.__c = function(n, t) {
	t.some(function(n) {
		try {
			n.__h.some(C$1), n.__h = n.__h.filter(function(n) {
				return !n.__ || D$1(n);
			});
		} catch (t) {
			n.__h = [function() {
				throw t;
			}];
		}
	}), h && h(n, t);
}, a$2.unmount = function(n) {
	s$1 && s$1(n);
	var t, r, u = n.__c;
	u && u.__H && (u.__H.__.some(function(u) {
		try {
			if (u.__P && u.__c) {
				if (void 0 === r) {
					for (r = n.__; r && (!r.__c || !r.__c.__P);) r = r.__;
					r = r && r.__c;
				}
				u.__P = r, B$1(e.push(u));
			} else C$1(u);
		} catch (n) {
			t = n;
		}
	}), u.__H = void 0, t && a$2.__e(t, u.__v));
};
var k$1 = "function" == typeof requestAnimationFrame;
function z(n) {
	var t, r = function() {
		clearTimeout(u), k$1 && cancelAnimationFrame(t), setTimeout(n);
	}, u = setTimeout(r, 35);
	k$1 && (t = requestAnimationFrame(r));
}
function B$1(n) {
	1 != n && i == a$2.requestAnimationFrame || ((i = a$2.requestAnimationFrame) || z)(g);
}
function C$1(n) {
	var t = r, u = n.__c;
	"function" == typeof u && (n.__c = void 0, u()), r = t;
}
function D$1(n) {
	var t = r;
	n.__c = n.__(), r = t;
}
function E$1(n, t) {
	return !n || n.length != t.length || t.some(function(t, r) {
		return !o$1(t, n[r]);
	});
}
function G(n, t) {
	return "function" == typeof t ? t(n) : t;
}
// src/web/format.ts
/** Numbers, times and names as the reader writes them. */
var locale$1 = globalThis.navigator?.language ?? "en";
var whole = new Intl.NumberFormat(locale$1, { maximumFractionDigits: 0 });
var tenth = new Intl.NumberFormat(locale$1, {
	minimumFractionDigits: 1,
	maximumFractionDigits: 1
});
var two = new Intl.NumberFormat(locale$1, {
	minimumFractionDigits: 2,
	maximumFractionDigits: 2
});
new Intl.NumberFormat(locale$1, { maximumFractionDigits: 1 });
var some = new Intl.NumberFormat(locale$1, { maximumSignificantDigits: 3 });
var part = new Intl.NumberFormat(locale$1, {
	style: "percent",
	maximumFractionDigits: 1
});
var finest = new Intl.NumberFormat(locale$1, {
	style: "percent",
	maximumFractionDigits: 2
});
new Intl.NumberFormat(locale$1, {
	notation: "compact",
	maximumFractionDigits: 1
});
var moment = new Intl.DateTimeFormat(locale$1, {
	dateStyle: "medium",
	timeStyle: "short"
});
var day = new Intl.DateTimeFormat(locale$1, {
	day: "numeric",
	month: "short"
});
var hour = new Intl.DateTimeFormat(locale$1, {
	hour: "numeric",
	minute: "2-digit"
});
var count = (value) => whole.format(value);
var cosine = (value) => two.format(value).replace("-", "−");
var figure = (value) => some.format(value);
var percent = (value) => (value > 0 && value < .001 ? finest : part).format(value);
var fine = (value) => finest.format(value);
var signed = (value) => `${Math.abs(value) < .05 ? "" : value > 0 ? "+" : "−"}${tenth.format(Math.abs(value))}`;
/** Minutes as they are written, and how many are kept: writing one takes longer than a row of a table. */
var minutes = /* @__PURE__ */ new Map();
var KEPT = 1e3;
/** Event times may be anything a feed claims. */
function instant(time) {
	if (!(time > 0 && time < 864e13)) return "–";
	const minute = Math.floor(time / 6e4);
	let text = minutes.get(minute);
	if (text === void 0) {
		if (minutes.size >= KEPT) minutes.clear();
		text = moment.format(time);
		minutes.set(minute, text);
	}
	return text;
}
/** A tick of a time axis: the hour within a day, the day beyond. */
function tick(time, length) {
	return (length <= 1296e5 ? hour : day).format(time);
}
/** The address of a document where it is one that a browser may open; documents may claim any. */
function safeLink(url) {
	if (url === null) return null;
	try {
		const { protocol, href } = new URL(url);
		return protocol === "https:" || protocol === "http:" ? href : null;
	} catch {
		return null;
	}
}
/** Which threads lie over a topic's colour; 0: none. */
function weave(topic) {
	return Math.floor(topic / 27) % 6;
}
/** The classes that give a topic its look: a function of its id alone, so that it is the same for life. */
function hue(topic) {
	return `hue-${topic * 4 % 9 + 9 * (Math.floor(topic / 9) % 3)} weave-${weave(topic)}`;
}
/** What a name is called by when it is empty. */
function named$1(label, topic) {
	return label.trim() === "" ? `Topic ${topic}` : label;
}
/** The heaviest first; of those whose shares read alike the older first, so that they do not change places for nothing. */
function byShare(topics) {
	const read = (share) => share < .001 ? Math.round(share * 1e4) / 1e4 : Math.round(share * 1e3) / 1e3;
	return topics.map((each) => ({
		each,
		share: read(each.share)
	})).sort((a, b) => b.share - a.share || a.each.topic - b.each.topic).map(({ each }) => each);
}
// src/web/links.ts
/** Where all about a topic is to be read: a page of its own, or further down the same sheet. */
var TopicLinks = U$1((topic) => `/topics/${topic}`);
var useTopicLink = () => j(TopicLinks);
// src/web/steady.ts
/** A component that is drawn again only when one of its properties is another value. */
function steady(draw) {
	return class Steady extends x$2 {
		shouldComponentUpdate(next) {
			const names = Object.keys(next);
			return names.length !== Object.keys(this.props).length || names.some((name) => next[name] !== this.props[name]);
		}
		render() {
			return draw(this.props);
		}
	};
}
// src/web/charts/size.ts
/** Width of an element, px, as it changes; `fallback` before it is known, and in a report. */
function useWidth(fallback) {
	const ref = T(null);
	const [width, setWidth] = d(fallback);
	A$1(() => {
		const element = ref.current;
		if (element === null) return;
		const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(240, Math.round(entry.contentRect.width))));
		watch.observe(element);
		return () => watch.disconnect();
	}, []);
	return [ref, width];
}
/** To a tenth of a pixel, or to a half: finer differences nobody sees, and what is the same as before costs nothing. */
var tenths = (pixels) => Math.round(pixels * 10) / 10;
var halves = (pixels) => Math.round(pixels * 2) / 2;
/** Texts that were measured, by weight and text, and how many are kept. */
var known = /* @__PURE__ */ new Map();
var KNOWN = 4e3;
var ruler;
/** The page's fonts: asked for once, since every answer waits until the page has its styles. */
var fonts = "";
var set = "";
/** Width of a text of a size, px: measured where there is a page, estimated with a wide font elsewhere. */
function textWidth(text, size, weight = 400) {
	const key = `${weight} ${text}`;
	let em = known.get(key);
	if (em === void 0) {
		if (known.size >= KNOWN) known.clear();
		em = measured(text, weight) ?? estimated(text, weight);
		known.set(key, em);
	}
	return em * size;
}
function measured(text, weight) {
	if (typeof document === "undefined") return null;
	ruler ??= document.createElement("canvas").getContext("2d");
	if (ruler === null) return null;
	fonts ||= getComputedStyle(document.documentElement).fontFamily;
	const font = `${weight} 100px ${fonts}`;
	if (font !== set) ruler.font = set = font;
	return ruler.measureText(text).width / 100;
}
/** In em, after the widths of DejaVu Sans, one of the widest fonts in use. */
function estimated(text, weight) {
	let em = 0;
	for (const letter of text) if ((letter.codePointAt(0) ?? 0) > 11904) em += 1;
	else if (/[iljI.,:;'|!]/.test(letter)) em += .3;
	else if (/[ftr()[\] -]/.test(letter)) em += .41;
	else if (/[mMwW@%]/.test(letter)) em += .95;
	else if (/\p{Lu}/u.test(letter)) em += .72;
	else em += .63;
	return weight === 600 ? em * 1.1 : em;
}
/** Texts that were cut, by what and where to. */
var cut = /* @__PURE__ */ new Map();
/** The text, or as much of its beginning as fits with "…"; '' when less than three letters do. */
function fitted(text, size, width, weight = 400) {
	if (textWidth(text, size, weight) <= width) return text;
	const key = `${weight} ${size} ${Math.floor(width)} ${text}`;
	const known = cut.get(key);
	if (known !== void 0) return known;
	if (cut.size >= KNOWN) cut.clear();
	const part = beginning(text, size, Math.floor(width), weight);
	cut.set(key, part);
	return part;
}
function beginning(text, size, width, weight) {
	const letters = [...new Intl.Segmenter().segment(text.slice(0, 200))].map(({ segment }) => segment);
	let [least, most] = [0, letters.length];
	while (least < most) {
		const middle = Math.ceil((least + most) / 2);
		if (textWidth(`${letters.slice(0, middle).join("")}…`, size, weight) <= width) least = middle;
		else most = middle - 1;
	}
	return least < 3 ? "" : `${letters.slice(0, least).join("").trimEnd()}…`;
}
/** A text in lines at spaces, the last one cut where it is too long. */
function wrapped(text, size, width, most, weight = 400) {
	const lines = [];
	let rest = text;
	while (rest !== "" && lines.length < most - 1 && textWidth(rest, size, weight) > width) {
		const words = rest.split(" ");
		let taken = 1;
		while (taken < words.length && textWidth(words.slice(0, taken + 1).join(" "), size, weight) <= width) taken++;
		lines.push(fitted(words.slice(0, taken).join(" "), size, width, weight));
		rest = words.slice(taken).join(" ");
	}
	return rest === "" ? lines : [...lines, fitted(rest, size, width, weight)];
}
/** Room of a tick's text, px. */
var TICK = 76;
/** Ticks of a time axis between two edges, px: none over another or beyond the edges. */
function ticksOf(times, left, right) {
	let last = Number.NEGATIVE_INFINITY;
	return times.ticks(Math.max(2, Math.floor((right - left) / 110))).flatMap((time) => {
		const x = times(time);
		const anchor = x < left + TICK / 2 ? "start" : x > right - TICK / 2 ? "end" : "middle";
		const begin = anchor === "start" ? x : anchor === "end" ? x - TICK : x - TICK / 2;
		if (begin < last) return [];
		last = begin + TICK;
		return [{
			time: +time,
			x,
			anchor
		}];
	});
}
// node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs
var f = Symbol.for("pv");
var o = 0;
Array.isArray;
function a$1(t, e, n$1, u, a, i) {
	e || (e = {});
	var c, l, p = e;
	if ("ref" in p && "function" != typeof t) for (l in p = {}, e) "ref" == l ? c = e[l] : p[l] = e[l];
	var s = {
		type: t,
		props: p,
		key: n$1,
		ref: c,
		__k: null,
		__: null,
		__b: 0,
		__e: null,
		__c: null,
		constructor: f,
		__v: --o,
		__i: -1,
		__u: 0
	};
	return (a || i) && (s.__source = a, s.__self = i), n.vnode && n.vnode(s), s;
}
// src/web/charts/weaves.tsx
/** The weaves of palette.css as SVG has them: once on a page, for all its pictures. */
var SIZE$1 = 6;
var TURNS = [
	0,
	45,
	-45,
	0,
	90,
	0
];
function Weaves() {
	return /* @__PURE__ */ a$1("svg", {
		width: "0",
		height: "0",
		class: "unseen",
		"aria-hidden": "true",
		children: /* @__PURE__ */ a$1("defs", { children: Array.from({ length: 5 }, (_, i) => i + 1).map((each) => /* @__PURE__ */ a$1("pattern", {
			id: `weave-${each}`,
			width: SIZE$1,
			height: SIZE$1,
			patternUnits: "userSpaceOnUse",
			patternTransform: `rotate(${TURNS[each]})`,
			children: each === 3 ? /* @__PURE__ */ a$1("circle", {
				class: "thread",
				cx: SIZE$1 / 2,
				cy: SIZE$1 / 2,
				r: 1.5
			}) : /* @__PURE__ */ a$1("rect", {
				class: "thread",
				width: 1.8,
				height: SIZE$1
			})
		}, each)) })
	});
}
/** What fills the threads over a topic's shape; null without any. */
function threads(topic) {
	const each = weave(topic);
	return each === 0 ? null : `url(#weave-${each})`;
}
// src/web/charts/icicle.tsx
/** Parents and their topics as areas: the higher, the more of the feed they hold. */
/** Height of a row in which a name can be read, gaps, and the strip in the topic's full colour, px. */
var ROW = 25;
var GAP$1 = 2;
var EDGE$1 = 5;
var SIZE = 14;
var LINE = 18;
function familiesOf({ parents, alone }) {
	const rest = alone.reduce((sum, { share }) => sum + share, 0);
	const families = byShare(parents).map((each) => ({
		...each,
		topics: byShare(each.topics)
	}));
	const others = alone.length > 0 ? [{
		topic: null,
		label: "without a parent",
		share: rest,
		topics: byShare(alone)
	}] : [];
	return [...families, ...others];
}
function Icicle({ hierarchy, focus, link, width: given = 960 }) {
	const [frame, width] = useWidth(given);
	const topicLink = useTopicLink();
	const all = w(() => familiesOf(hierarchy), [hierarchy]);
	const families = focus === null ? all : all.filter(({ topic }) => topic === focus);
	const rows = families.reduce((sum, { topics }) => sum + topics.length, 0);
	const shares = families.reduce((sum, { topics }) => topics.reduce((part, { share }) => part + share, sum), 0) || 1;
	const spare = Math.max(0, Math.min(760, Math.max(360, rows * ROW * 2)) - rows * ROW);
	const left = Math.round(Math.max(112, width / 3));
	let y = 0;
	const blocks = families.map((family) => {
		const top = Math.round(y);
		const leaves = family.topics.map((leaf) => {
			const from = Math.round(y);
			y += ROW + spare * leaf.share / shares;
			return {
				leaf,
				y: from,
				height: Math.round(y) - from - 1
			};
		});
		const height = Math.round(y) - top - 1;
		y += GAP$1;
		return {
			family,
			y: top,
			height,
			leaves
		};
	});
	const tall = Math.round(y);
	return /* @__PURE__ */ a$1("div", {
		class: "chart",
		ref: frame,
		children: /* @__PURE__ */ a$1("svg", {
			class: "icicle",
			width,
			height: tall,
			viewBox: `0 0 ${width} ${tall}`,
			role: "group",
			"aria-label": "Hierarchy",
			children: blocks.map(({ family: { topic, label, share, topics }, leaves, ...at }) => {
				const name = topic === null ? label : named$1(label, topic);
				const box = {
					...at,
					x: 0,
					width: left - GAP$1,
					topic,
					name,
					part: percent(share),
					lines: 2
				};
				const inner = leaves.map(({ leaf, y: top, height }) => ({
					x: left,
					y: top,
					width: width - left,
					height,
					topic: leaf.topic,
					name: named$1(leaf.label, leaf.topic),
					part: `${leaf.trending ? "▲ " : ""}${percent(leaf.share)}`,
					lines: 1,
					trending: leaf.trending
				}));
				return /* @__PURE__ */ a$1("g", { children: [
					topic === null ? /* @__PURE__ */ a$1("g", {
						class: "parent hue-none",
						children: /* @__PURE__ */ a$1(Block, { ...box })
					}) : /* @__PURE__ */ a$1("a", {
						class: `parent ${hue(topic)}`,
						href: link(focus === topic ? null : topic),
						"aria-label": `${name}, ${percent(share)}: ${focus === topic ? "all parents" : `zoom into its ${topics.length} topics`}`,
						children: /* @__PURE__ */ a$1(Block, { ...box })
					}),
					inner.map((leaf) => /* @__PURE__ */ a$1(Leaf, {
						...leaf,
						href: topicLink(leaf.topic)
					}, leaf.topic)),
					/* @__PURE__ */ a$1("g", { children: [box, ...inner].map((each) => /* @__PURE__ */ a$1(Name$1, { ...each }, each.topic)) })
				] }, topic ?? 0);
			})
		})
	});
}
var Leaf = steady(({ trending, href, ...box }) => /* @__PURE__ */ a$1("a", {
	class: `leaf ${hue(box.topic)}`,
	href,
	"aria-label": `${box.name}, ${box.part.replace("▲ ", "")}${trending ? ", trending" : ""}`,
	children: /* @__PURE__ */ a$1(Block, { ...box })
}));
function Block({ x, y, width, height, topic }) {
	const weave = topic === null ? null : threads(topic);
	return /* @__PURE__ */ a$1("g", {
		transform: `translate(${x} ${y})`,
		children: [
			/* @__PURE__ */ a$1("rect", {
				class: "block",
				width,
				height,
				rx: 3
			}),
			/* @__PURE__ */ a$1("rect", {
				class: "edge",
				width: EDGE$1,
				height,
				rx: 2
			}),
			weave !== null && /* @__PURE__ */ a$1("rect", {
				class: "weave",
				width: EDGE$1,
				height,
				fill: weave
			})
		]
	});
}
/** The name of a block at its left and its share at its right, or below where there is no room beside. */
var Name$1 = steady(({ x, y, width, height, name, part, lines }) => {
	const pad = width < 200 ? 7 : 12;
	const weight = lines > 1 ? 600 : 400;
	const room = width - EDGE$1 - 2 * pad;
	const beside = room - textWidth(part, SIZE) - 10;
	const below = lines > 1 && width < 200 && height > 54;
	const most = Math.max(1, Math.min(lines + (below ? 1 : 0), Math.floor(height / LINE) - (below ? 1 : 0)));
	const texts = most > 1 ? wrapped(name, SIZE, below ? room : beside, most, weight) : [fitted(name, SIZE, beside, weight)];
	const middle = height / 2 + SIZE * .35;
	const first = middle - (texts.length - 1 + (below ? 1 : 0)) * LINE / 2;
	const left = EDGE$1 + pad;
	return /* @__PURE__ */ a$1("g", {
		transform: `translate(${x} ${y})`,
		children: [/* @__PURE__ */ a$1("text", {
			class: lines > 1 ? "name bold" : "name",
			children: texts.map((line, i) => /* @__PURE__ */ a$1("tspan", {
				x: left,
				y: first + i * LINE,
				children: line
			}, i))
		}), below ? /* @__PURE__ */ a$1("text", {
			class: "part",
			x: left,
			y: first + texts.length * LINE,
			children: part
		}) : /* @__PURE__ */ a$1("text", {
			class: "part",
			x: width - pad,
			y: middle,
			"text-anchor": "end",
			children: part
		})]
	});
});
// src/core/show/layout.ts
/** Rounds in which discs push each other away, and the gap that they leave. */
var PUSHES = 40;
var GAP = 3;
/** Discs pushed apart until none covers another, as far as the frame has room; nearly where they were. */
function apart(discs, { width, height }) {
	const order = discs.map((_, i) => i).sort((i, j) => discs[i].x - discs[j].x);
	const row = {
		at: Int32Array.from(order),
		x: /* @__PURE__ */ new Float64Array(0),
		y: /* @__PURE__ */ new Float64Array(0),
		r: /* @__PURE__ */ new Float64Array(0)
	};
	for (const key of [
		"x",
		"y",
		"r"
	]) row[key] = Float64Array.from(order, (i) => discs[i][key]);
	const { x, y, r, at } = row;
	const widest = discs.reduce((most, disc) => Math.max(most, disc.r), 0);
	for (let round = 0; round < PUSHES; round++) {
		resorted(row);
		const still = !pushed(row, widest);
		for (let i = 0; i < at.length; i++) {
			const edge = r[i] + GAP;
			x[i] = Math.min(Math.max(x[i], edge), width - edge);
			y[i] = Math.min(Math.max(y[i], edge), height - edge);
		}
		if (still) break;
	}
	const moved = [...discs];
	at.forEach((disc, i) => {
		moved[disc] = {
			x: x[i],
			y: y[i],
			r: r[i]
		};
	});
	return moved;
}
/** One round; whether any was moved. */
function pushed({ x, y, r }, widest) {
	let moved = false;
	for (let i = 0; i < x.length; i++) {
		const a = r[i];
		for (let j = i + 1; j < x.length; j++) {
			const apart = x[j] - x[i];
			if (apart > a + widest + GAP) break;
			const b = r[j];
			const wanted = a + b + GAP;
			if (apart >= wanted) continue;
			const dx = apart || Math.cos(i + j) * .01;
			const dy = y[j] - y[i] || Math.sin(i + j) * .01;
			const square = dx * dx + dy * dy;
			if (square >= wanted * wanted) continue;
			const distance = Math.sqrt(square);
			const push = (wanted - distance) / distance;
			const light = a * a / (a * a + b * b);
			x[i] = x[i] - dx * push * (1 - light);
			y[i] = y[i] - dy * push * (1 - light);
			x[j] = x[j] + dx * push * light;
			y[j] = y[j] + dy * push * light;
			moved = true;
		}
	}
	return moved;
}
/** Sorts by x what was sorted before it moved a little. */
function resorted({ at, x, y, r }) {
	for (let i = 1; i < x.length; i++) for (let j = i; j > 0 && x[j - 1] > x[j]; j--) {
		swap(at, j);
		swap(x, j);
		swap(y, j);
		swap(r, j);
	}
}
function swap(list, j) {
	const before = list[j - 1];
	list[j - 1] = list[j];
	list[j] = before;
}
// src/web/charts/scatter.tsx
/** Topics in the plane: near in meaning is near here, area is weight, colour the parent, a ring what is trending. */
/** Part of the picture that all circles cover together, and the most that one may. */
var COVER$1 = .14;
var MOST$1 = .02;
var LABEL = 12.5;
function spotsOf(map, width, height) {
	const points = byShare(map.points);
	const xs = points.map(({ x }) => x);
	const ys = points.map(({ y }) => y);
	const [left, right, top, bottom] = [
		Math.min(...xs),
		Math.max(...xs),
		Math.min(...ys),
		Math.max(...ys)
	];
	const all = points.reduce((sum, { share }) => sum + share, 0) || 1;
	const heaviest = Math.max(...points.map(({ share }) => share)) / all || 1;
	const cover = Math.min(COVER$1, MOST$1 / heaviest) * width * height;
	const radius = (share) => Math.max(3.5, halves(Math.sqrt(share / all * cover / Math.PI)));
	const pad = Math.ceil(radius(heaviest * all)) + 2 * LABEL;
	return apart(points.map(({ x, y, share }) => ({
		x: pad + (x - left) / (right - left || 1) * (width - 2 * pad),
		y: pad + (y - top) / (bottom - top || 1) * (height - 2 * pad),
		r: radius(share)
	})), {
		width,
		height: height - 2 * LABEL
	}).map(({ x, y, r }, i) => ({
		x: halves(x),
		y: halves(y),
		r,
		point: points[i]
	}));
}
/** Sizes of letters that are tried in a circle, px. */
var INSIDE = [LABEL, 11];
/** Names of the heaviest topics that have room for one: in their circles, a line a word, or else below or above. */
function labelsOf(spots, width) {
	const taken = [];
	const isCovered = covering(spots);
	return spots.flatMap((spot) => {
		const name = named$1(spot.point.label, spot.point.topic);
		for (const size of spot.r >= 26 ? INSIDE : []) {
			const most = Math.max(1, Math.floor(spot.r * 1.5 / (size * 1.15)));
			const lines = name.split(", ").slice(0, most);
			const y = spot.y + size * .35 - (lines.length - 1) * size * 1.15 / 2;
			if (lines.every((line, i) => {
				const off = Math.abs(i - (lines.length - 1) / 2) * size * 1.15 + size / 2;
				return textWidth(line, size, 600) <= 2 * Math.sqrt(Math.max(0, spot.r ** 2 - off ** 2)) - 4;
			})) return [{
				spot,
				lines,
				x: spot.x,
				y,
				size,
				inside: true
			}];
		}
		const text = fitted(name, LABEL, 190);
		const half = textWidth(text, LABEL) / 2;
		const x = Math.min(width - half - 2, Math.max(half + 2, spot.x));
		for (const y of [spot.y + spot.r + LABEL, spot.y - spot.r - 5].map(halves)) {
			const box = {
				l: x - half,
				r: x + half,
				t: y - LABEL,
				b: y + 3
			};
			const clash = taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t);
			if (text === "" || box.t < 0 || clash || isCovered(box, spot)) continue;
			taken.push(box);
			return [{
				spot,
				lines: [text],
				x: halves(x),
				y,
				size: LABEL,
				inside: false
			}];
		}
		return [];
	});
}
/** Whether a box would cover another circle than its own: of circles from left to right only those near it are asked. */
function covering(spots) {
	const order = [...spots].sort((a, b) => a.x - b.x);
	const widest = spots.reduce((most, { r }) => Math.max(most, r), 0);
	return (box, own) => {
		let [from, to] = [0, order.length];
		while (from < to) {
			const middle = from + to >> 1;
			if (order[middle].x < box.l - widest) from = middle + 1;
			else to = middle;
		}
		for (let i = from; i < order.length; i++) {
			const o = order[i];
			if (o.x > box.r + widest) return false;
			if (o === own) continue;
			const dx = Math.max(box.l - o.x, 0, o.x - box.r);
			const dy = Math.max(box.t - o.y, 0, o.y - box.b);
			if (dx * dx + dy * dy < o.r * o.r) return true;
		}
		return false;
	};
}
var placeOf = ({ x, y }) => `translate(${x} ${y})`;
/** One that only moves is not drawn again: hundreds of them do with each version of a model. */
var Circle = class extends x$2 {
	place = M$1();
	/** Where it was drawn first; from then on it is moved by hand alone. */
	first = placeOf(this.props);
	shouldComponentUpdate({ x, y, ...next }) {
		if (x !== this.props.x || y !== this.props.y) this.place.current?.setAttribute("transform", placeOf({
			x,
			y,
			...next
		}));
		return Object.keys(next).some((name) => next[name] !== this.props[name]);
	}
	render() {
		const { r, topic, look, trending, href, title } = this.props;
		const weave = threads(look);
		return /* @__PURE__ */ a$1("a", {
			href,
			class: `spot ${hue(look)}`,
			"data-topic": topic,
			"aria-label": title,
			children: /* @__PURE__ */ a$1("g", {
				transform: this.first,
				ref: this.place,
				children: [
					trending && /* @__PURE__ */ a$1($$1, { children: [/* @__PURE__ */ a$1("circle", {
						class: "glow",
						r: r + 12
					}), /* @__PURE__ */ a$1("circle", {
						class: "halo",
						r: r + 4
					})] }),
					/* @__PURE__ */ a$1("circle", {
						class: "disc",
						r
					}),
					weave !== null && /* @__PURE__ */ a$1("circle", {
						class: "weave",
						r,
						fill: weave
					})
				]
			})
		});
	}
};
/** Whose circle that is; null for none. */
function topicAt(target) {
	const spot = target instanceof Element ? target.closest(".spot") : null;
	return spot === null ? null : Number(spot.getAttribute("data-topic"));
}
function Scatter({ map, height, width: given = 960 }) {
	const [frame, width] = useWidth(given);
	const link = useTopicLink();
	const tall = height ?? Math.min(820, Math.max(420, width * .62));
	const [over, setOver] = d(null);
	const spots = w(() => spotsOf(map, width, tall), [
		map,
		width,
		tall
	]);
	const labels = w(() => labelsOf(spots, width), [spots, width]);
	const shown = spots.find(({ point }) => point.topic === over);
	return /* @__PURE__ */ a$1("div", {
		class: "chart",
		ref: frame,
		children: [/* @__PURE__ */ a$1("svg", {
			width,
			height: tall,
			viewBox: `0 0 ${width} ${tall}`,
			role: "group",
			"aria-label": "Map of topics",
			onPointerOver: ({ target }) => setOver(topicAt(target)),
			onPointerLeave: () => setOver(null),
			onFocusIn: ({ target }) => setOver(topicAt(target)),
			onFocusOut: () => setOver(null),
			children: [spots.map(({ point, x, y, r }) => /* @__PURE__ */ a$1(Circle, {
				x,
				y,
				r,
				topic: point.topic,
				look: point.parent ?? point.topic,
				trending: point.trending,
				href: link(point.topic),
				title: `${named$1(point.label, point.topic)}, ${percent(point.share)}${point.trending ? ", trending" : ""}`
			}, point.topic)), /* @__PURE__ */ a$1("g", { children: labels.map(({ spot, lines, x, y, size, inside }) => /* @__PURE__ */ a$1("text", {
				class: inside ? "on-spot" : "by-spot",
				y,
				"font-size": size,
				"text-anchor": "middle",
				children: lines.map((line, i) => /* @__PURE__ */ a$1("tspan", {
					x,
					dy: i === 0 ? 0 : size * 1.15,
					children: line
				}, line))
			}, spot.point.topic)) })]
		}), shown && /* @__PURE__ */ a$1("div", {
			class: `tip${shown.x > width / 2 ? " left" : ""}`,
			style: {
				left: `${shown.x}px`,
				top: `${Math.max(0, shown.y - 12)}px`
			},
			children: [
				/* @__PURE__ */ a$1("b", {
					dir: "auto",
					children: named$1(shown.point.label, shown.point.topic)
				}),
				shown.point.parentLabel !== null && /* @__PURE__ */ a$1("span", {
					dir: "auto",
					children: ["in ", shown.point.parentLabel]
				}),
				/* @__PURE__ */ a$1("span", { children: [
					percent(shown.point.share),
					", ",
					count(shown.point.documents),
					" documents",
					shown.point.trending ? ", trending" : ""
				] })
			]
		})]
	});
}
// node_modules/d3-array/dist/d3-array.mjs
function ascending(a, b) {
	return a == null || b == null ? NaN : a < b ? -1 : a > b ? 1 : a >= b ? 0 : NaN;
}
function descending(a, b) {
	return a == null || b == null ? NaN : b < a ? -1 : b > a ? 1 : b >= a ? 0 : NaN;
}
function bisector(f) {
	let compare1, compare2, delta;
	if (f.length !== 2) {
		compare1 = ascending;
		compare2 = (d, x) => ascending(f(d), x);
		delta = (d, x) => f(d) - x;
	} else {
		compare1 = f === ascending || f === descending ? f : zero$1;
		compare2 = f;
		delta = f;
	}
	function left(a, x, lo = 0, hi = a.length) {
		if (lo < hi) {
			if (compare1(x, x) !== 0) return hi;
			do {
				const mid = lo + hi >>> 1;
				if (compare2(a[mid], x) < 0) lo = mid + 1;
				else hi = mid;
			} while (lo < hi);
		}
		return lo;
	}
	function right(a, x, lo = 0, hi = a.length) {
		if (lo < hi) {
			if (compare1(x, x) !== 0) return hi;
			do {
				const mid = lo + hi >>> 1;
				if (compare2(a[mid], x) <= 0) lo = mid + 1;
				else hi = mid;
			} while (lo < hi);
		}
		return lo;
	}
	function center(a, x, lo = 0, hi = a.length) {
		const i = left(a, x, lo, hi - 1);
		return i > lo && delta(a[i - 1], x) > -delta(a[i], x) ? i - 1 : i;
	}
	return {
		left,
		center,
		right
	};
}
function zero$1() {
	return 0;
}
function number$3(x) {
	return x === null ? NaN : +x;
}
var ascendingBisect = bisector(ascending);
var bisectRight = ascendingBisect.right;
ascendingBisect.left;
bisector(number$3).center;
Array.prototype.slice;
var e10 = Math.sqrt(50);
var e5 = Math.sqrt(10);
var e2 = Math.sqrt(2);
function tickSpec(start, stop, count) {
	const step = (stop - start) / Math.max(0, count), power = Math.floor(Math.log10(step)), error = step / Math.pow(10, power), factor = error >= e10 ? 10 : error >= e5 ? 5 : error >= e2 ? 2 : 1;
	let i1, i2, inc;
	if (power < 0) {
		inc = Math.pow(10, -power) / factor;
		i1 = Math.round(start * inc);
		i2 = Math.round(stop * inc);
		if (i1 / inc < start) ++i1;
		if (i2 / inc > stop) --i2;
		inc = -inc;
	} else {
		inc = Math.pow(10, power) * factor;
		i1 = Math.round(start / inc);
		i2 = Math.round(stop / inc);
		if (i1 * inc < start) ++i1;
		if (i2 * inc > stop) --i2;
	}
	if (i2 < i1 && .5 <= count && count < 2) return tickSpec(start, stop, count * 2);
	return [
		i1,
		i2,
		inc
	];
}
function tickIncrement(start, stop, count) {
	stop = +stop, start = +start, count = +count;
	return tickSpec(start, stop, count)[2];
}
function tickStep(start, stop, count) {
	stop = +stop, start = +start, count = +count;
	const reverse = stop < start, inc = reverse ? tickIncrement(stop, start, count) : tickIncrement(start, stop, count);
	return (reverse ? -1 : 1) * (inc < 0 ? 1 / -inc : inc);
}
// node_modules/d3-color/dist/d3-color.mjs
function define(constructor, factory, prototype) {
	constructor.prototype = factory.prototype = prototype;
	prototype.constructor = constructor;
}
function extend(parent, definition) {
	var prototype = Object.create(parent.prototype);
	for (var key in definition) prototype[key] = definition[key];
	return prototype;
}
function Color() {}
var darker = .7;
var brighter = 1 / darker;
var reI = "\\s*([+-]?\\d+)\\s*";
var reN = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)\\s*";
var reP = "\\s*([+-]?(?:\\d*\\.)?\\d+(?:[eE][+-]?\\d+)?)%\\s*";
var reHex = /^#([0-9a-f]{3,8})$/;
var reRgbInteger = new RegExp(`^rgb\\(${reI},${reI},${reI}\\)$`);
var reRgbPercent = new RegExp(`^rgb\\(${reP},${reP},${reP}\\)$`);
var reRgbaInteger = new RegExp(`^rgba\\(${reI},${reI},${reI},${reN}\\)$`);
var reRgbaPercent = new RegExp(`^rgba\\(${reP},${reP},${reP},${reN}\\)$`);
var reHslPercent = new RegExp(`^hsl\\(${reN},${reP},${reP}\\)$`);
var reHslaPercent = new RegExp(`^hsla\\(${reN},${reP},${reP},${reN}\\)$`);
var named = {
	aliceblue: 15792383,
	antiquewhite: 16444375,
	aqua: 65535,
	aquamarine: 8388564,
	azure: 15794175,
	beige: 16119260,
	bisque: 16770244,
	black: 0,
	blanchedalmond: 16772045,
	blue: 255,
	blueviolet: 9055202,
	brown: 10824234,
	burlywood: 14596231,
	cadetblue: 6266528,
	chartreuse: 8388352,
	chocolate: 13789470,
	coral: 16744272,
	cornflowerblue: 6591981,
	cornsilk: 16775388,
	crimson: 14423100,
	cyan: 65535,
	darkblue: 139,
	darkcyan: 35723,
	darkgoldenrod: 12092939,
	darkgray: 11119017,
	darkgreen: 25600,
	darkgrey: 11119017,
	darkkhaki: 12433259,
	darkmagenta: 9109643,
	darkolivegreen: 5597999,
	darkorange: 16747520,
	darkorchid: 10040012,
	darkred: 9109504,
	darksalmon: 15308410,
	darkseagreen: 9419919,
	darkslateblue: 4734347,
	darkslategray: 3100495,
	darkslategrey: 3100495,
	darkturquoise: 52945,
	darkviolet: 9699539,
	deeppink: 16716947,
	deepskyblue: 49151,
	dimgray: 6908265,
	dimgrey: 6908265,
	dodgerblue: 2003199,
	firebrick: 11674146,
	floralwhite: 16775920,
	forestgreen: 2263842,
	fuchsia: 16711935,
	gainsboro: 14474460,
	ghostwhite: 16316671,
	gold: 16766720,
	goldenrod: 14329120,
	gray: 8421504,
	green: 32768,
	greenyellow: 11403055,
	grey: 8421504,
	honeydew: 15794160,
	hotpink: 16738740,
	indianred: 13458524,
	indigo: 4915330,
	ivory: 16777200,
	khaki: 15787660,
	lavender: 15132410,
	lavenderblush: 16773365,
	lawngreen: 8190976,
	lemonchiffon: 16775885,
	lightblue: 11393254,
	lightcoral: 15761536,
	lightcyan: 14745599,
	lightgoldenrodyellow: 16448210,
	lightgray: 13882323,
	lightgreen: 9498256,
	lightgrey: 13882323,
	lightpink: 16758465,
	lightsalmon: 16752762,
	lightseagreen: 2142890,
	lightskyblue: 8900346,
	lightslategray: 7833753,
	lightslategrey: 7833753,
	lightsteelblue: 11584734,
	lightyellow: 16777184,
	lime: 65280,
	limegreen: 3329330,
	linen: 16445670,
	magenta: 16711935,
	maroon: 8388608,
	mediumaquamarine: 6737322,
	mediumblue: 205,
	mediumorchid: 12211667,
	mediumpurple: 9662683,
	mediumseagreen: 3978097,
	mediumslateblue: 8087790,
	mediumspringgreen: 64154,
	mediumturquoise: 4772300,
	mediumvioletred: 13047173,
	midnightblue: 1644912,
	mintcream: 16121850,
	mistyrose: 16770273,
	moccasin: 16770229,
	navajowhite: 16768685,
	navy: 128,
	oldlace: 16643558,
	olive: 8421376,
	olivedrab: 7048739,
	orange: 16753920,
	orangered: 16729344,
	orchid: 14315734,
	palegoldenrod: 15657130,
	palegreen: 10025880,
	paleturquoise: 11529966,
	palevioletred: 14381203,
	papayawhip: 16773077,
	peachpuff: 16767673,
	peru: 13468991,
	pink: 16761035,
	plum: 14524637,
	powderblue: 11591910,
	purple: 8388736,
	rebeccapurple: 6697881,
	red: 16711680,
	rosybrown: 12357519,
	royalblue: 4286945,
	saddlebrown: 9127187,
	salmon: 16416882,
	sandybrown: 16032864,
	seagreen: 3050327,
	seashell: 16774638,
	sienna: 10506797,
	silver: 12632256,
	skyblue: 8900331,
	slateblue: 6970061,
	slategray: 7372944,
	slategrey: 7372944,
	snow: 16775930,
	springgreen: 65407,
	steelblue: 4620980,
	tan: 13808780,
	teal: 32896,
	thistle: 14204888,
	tomato: 16737095,
	turquoise: 4251856,
	violet: 15631086,
	wheat: 16113331,
	white: 16777215,
	whitesmoke: 16119285,
	yellow: 16776960,
	yellowgreen: 10145074
};
define(Color, color, {
	copy(channels) {
		return Object.assign(new this.constructor(), this, channels);
	},
	displayable() {
		return this.rgb().displayable();
	},
	hex: color_formatHex,
	formatHex: color_formatHex,
	formatHex8: color_formatHex8,
	formatHsl: color_formatHsl,
	formatRgb: color_formatRgb,
	toString: color_formatRgb
});
function color_formatHex() {
	return this.rgb().formatHex();
}
function color_formatHex8() {
	return this.rgb().formatHex8();
}
function color_formatHsl() {
	return hslConvert(this).formatHsl();
}
function color_formatRgb() {
	return this.rgb().formatRgb();
}
function color(format) {
	var m, l;
	format = (format + "").trim().toLowerCase();
	return (m = reHex.exec(format)) ? (l = m[1].length, m = parseInt(m[1], 16), l === 6 ? rgbn(m) : l === 3 ? new Rgb(m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, (m & 15) << 4 | m & 15, 1) : l === 8 ? rgba(m >> 24 & 255, m >> 16 & 255, m >> 8 & 255, (m & 255) / 255) : l === 4 ? rgba(m >> 12 & 15 | m >> 8 & 240, m >> 8 & 15 | m >> 4 & 240, m >> 4 & 15 | m & 240, ((m & 15) << 4 | m & 15) / 255) : null) : (m = reRgbInteger.exec(format)) ? new Rgb(m[1], m[2], m[3], 1) : (m = reRgbPercent.exec(format)) ? new Rgb(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, 1) : (m = reRgbaInteger.exec(format)) ? rgba(m[1], m[2], m[3], m[4]) : (m = reRgbaPercent.exec(format)) ? rgba(m[1] * 255 / 100, m[2] * 255 / 100, m[3] * 255 / 100, m[4]) : (m = reHslPercent.exec(format)) ? hsla(m[1], m[2] / 100, m[3] / 100, 1) : (m = reHslaPercent.exec(format)) ? hsla(m[1], m[2] / 100, m[3] / 100, m[4]) : named.hasOwnProperty(format) ? rgbn(named[format]) : format === "transparent" ? new Rgb(NaN, NaN, NaN, 0) : null;
}
function rgbn(n) {
	return new Rgb(n >> 16 & 255, n >> 8 & 255, n & 255, 1);
}
function rgba(r, g, b, a) {
	if (a <= 0) r = g = b = NaN;
	return new Rgb(r, g, b, a);
}
function rgbConvert(o) {
	if (!(o instanceof Color)) o = color(o);
	if (!o) return new Rgb();
	o = o.rgb();
	return new Rgb(o.r, o.g, o.b, o.opacity);
}
function rgb$1(r, g, b, opacity) {
	return arguments.length === 1 ? rgbConvert(r) : new Rgb(r, g, b, opacity == null ? 1 : opacity);
}
function Rgb(r, g, b, opacity) {
	this.r = +r;
	this.g = +g;
	this.b = +b;
	this.opacity = +opacity;
}
define(Rgb, rgb$1, extend(Color, {
	brighter(k) {
		k = k == null ? brighter : Math.pow(brighter, k);
		return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
	},
	darker(k) {
		k = k == null ? darker : Math.pow(darker, k);
		return new Rgb(this.r * k, this.g * k, this.b * k, this.opacity);
	},
	rgb() {
		return this;
	},
	clamp() {
		return new Rgb(clampi(this.r), clampi(this.g), clampi(this.b), clampa(this.opacity));
	},
	displayable() {
		return -.5 <= this.r && this.r < 255.5 && -.5 <= this.g && this.g < 255.5 && -.5 <= this.b && this.b < 255.5 && 0 <= this.opacity && this.opacity <= 1;
	},
	hex: rgb_formatHex,
	formatHex: rgb_formatHex,
	formatHex8: rgb_formatHex8,
	formatRgb: rgb_formatRgb,
	toString: rgb_formatRgb
}));
function rgb_formatHex() {
	return `#${hex$1(this.r)}${hex$1(this.g)}${hex$1(this.b)}`;
}
function rgb_formatHex8() {
	return `#${hex$1(this.r)}${hex$1(this.g)}${hex$1(this.b)}${hex$1((isNaN(this.opacity) ? 1 : this.opacity) * 255)}`;
}
function rgb_formatRgb() {
	const a = clampa(this.opacity);
	return `${a === 1 ? "rgb(" : "rgba("}${clampi(this.r)}, ${clampi(this.g)}, ${clampi(this.b)}${a === 1 ? ")" : `, ${a})`}`;
}
function clampa(opacity) {
	return isNaN(opacity) ? 1 : Math.max(0, Math.min(1, opacity));
}
function clampi(value) {
	return Math.max(0, Math.min(255, Math.round(value) || 0));
}
function hex$1(value) {
	value = clampi(value);
	return (value < 16 ? "0" : "") + value.toString(16);
}
function hsla(h, s, l, a) {
	if (a <= 0) h = s = l = NaN;
	else if (l <= 0 || l >= 1) h = s = NaN;
	else if (s <= 0) h = NaN;
	return new Hsl(h, s, l, a);
}
function hslConvert(o) {
	if (o instanceof Hsl) return new Hsl(o.h, o.s, o.l, o.opacity);
	if (!(o instanceof Color)) o = color(o);
	if (!o) return new Hsl();
	if (o instanceof Hsl) return o;
	o = o.rgb();
	var r = o.r / 255, g = o.g / 255, b = o.b / 255, min = Math.min(r, g, b), max = Math.max(r, g, b), h = NaN, s = max - min, l = (max + min) / 2;
	if (s) {
		if (r === max) h = (g - b) / s + (g < b) * 6;
		else if (g === max) h = (b - r) / s + 2;
		else h = (r - g) / s + 4;
		s /= l < .5 ? max + min : 2 - max - min;
		h *= 60;
	} else s = l > 0 && l < 1 ? 0 : h;
	return new Hsl(h, s, l, o.opacity);
}
function hsl$1(h, s, l, opacity) {
	return arguments.length === 1 ? hslConvert(h) : new Hsl(h, s, l, opacity == null ? 1 : opacity);
}
function Hsl(h, s, l, opacity) {
	this.h = +h;
	this.s = +s;
	this.l = +l;
	this.opacity = +opacity;
}
define(Hsl, hsl$1, extend(Color, {
	brighter(k) {
		k = k == null ? brighter : Math.pow(brighter, k);
		return new Hsl(this.h, this.s, this.l * k, this.opacity);
	},
	darker(k) {
		k = k == null ? darker : Math.pow(darker, k);
		return new Hsl(this.h, this.s, this.l * k, this.opacity);
	},
	rgb() {
		var h = this.h % 360 + (this.h < 0) * 360, s = isNaN(h) || isNaN(this.s) ? 0 : this.s, l = this.l, m2 = l + (l < .5 ? l : 1 - l) * s, m1 = 2 * l - m2;
		return new Rgb(hsl2rgb(h >= 240 ? h - 240 : h + 120, m1, m2), hsl2rgb(h, m1, m2), hsl2rgb(h < 120 ? h + 240 : h - 120, m1, m2), this.opacity);
	},
	clamp() {
		return new Hsl(clamph(this.h), clampt(this.s), clampt(this.l), clampa(this.opacity));
	},
	displayable() {
		return (0 <= this.s && this.s <= 1 || isNaN(this.s)) && 0 <= this.l && this.l <= 1 && 0 <= this.opacity && this.opacity <= 1;
	},
	formatHsl() {
		const a = clampa(this.opacity);
		return `${a === 1 ? "hsl(" : "hsla("}${clamph(this.h)}, ${clampt(this.s) * 100}%, ${clampt(this.l) * 100}%${a === 1 ? ")" : `, ${a})`}`;
	}
}));
function clamph(value) {
	value = (value || 0) % 360;
	return value < 0 ? value + 360 : value;
}
function clampt(value) {
	return Math.max(0, Math.min(1, value || 0));
}
function hsl2rgb(h, m1, m2) {
	return (h < 60 ? m1 + (m2 - m1) * h / 60 : h < 180 ? m2 : h < 240 ? m1 + (m2 - m1) * (240 - h) / 60 : m1) * 255;
}
var radians = Math.PI / 180;
var degrees$1 = 180 / Math.PI;
var K = 18;
var Xn = .96422;
var Yn = 1;
var Zn = .82521;
var t0$1 = 4 / 29;
var t1$1 = 6 / 29;
var t2 = 3 * t1$1 * t1$1;
var t3 = t1$1 * t1$1 * t1$1;
function labConvert(o) {
	if (o instanceof Lab) return new Lab(o.l, o.a, o.b, o.opacity);
	if (o instanceof Hcl) return hcl2lab(o);
	if (!(o instanceof Rgb)) o = rgbConvert(o);
	var r = rgb2lrgb(o.r), g = rgb2lrgb(o.g), b = rgb2lrgb(o.b), y = xyz2lab((.2225045 * r + .7168786 * g + .0606169 * b) / Yn), x, z;
	if (r === g && g === b) x = z = y;
	else {
		x = xyz2lab((.4360747 * r + .3850649 * g + .1430804 * b) / Xn);
		z = xyz2lab((.0139322 * r + .0971045 * g + .7141733 * b) / Zn);
	}
	return new Lab(116 * y - 16, 500 * (x - y), 200 * (y - z), o.opacity);
}
function lab(l, a, b, opacity) {
	return arguments.length === 1 ? labConvert(l) : new Lab(l, a, b, opacity == null ? 1 : opacity);
}
function Lab(l, a, b, opacity) {
	this.l = +l;
	this.a = +a;
	this.b = +b;
	this.opacity = +opacity;
}
define(Lab, lab, extend(Color, {
	brighter(k) {
		return new Lab(this.l + K * (k == null ? 1 : k), this.a, this.b, this.opacity);
	},
	darker(k) {
		return new Lab(this.l - K * (k == null ? 1 : k), this.a, this.b, this.opacity);
	},
	rgb() {
		var y = (this.l + 16) / 116, x = isNaN(this.a) ? y : y + this.a / 500, z = isNaN(this.b) ? y : y - this.b / 200;
		x = Xn * lab2xyz(x);
		y = Yn * lab2xyz(y);
		z = Zn * lab2xyz(z);
		return new Rgb(lrgb2rgb(3.1338561 * x - 1.6168667 * y - .4906146 * z), lrgb2rgb(-.9787684 * x + 1.9161415 * y + .033454 * z), lrgb2rgb(.0719453 * x - .2289914 * y + 1.4052427 * z), this.opacity);
	}
}));
function xyz2lab(t) {
	return t > t3 ? Math.pow(t, 1 / 3) : t / t2 + t0$1;
}
function lab2xyz(t) {
	return t > t1$1 ? t * t * t : t2 * (t - t0$1);
}
function lrgb2rgb(x) {
	return 255 * (x <= .0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - .055);
}
function rgb2lrgb(x) {
	return (x /= 255) <= .04045 ? x / 12.92 : Math.pow((x + .055) / 1.055, 2.4);
}
function hclConvert(o) {
	if (o instanceof Hcl) return new Hcl(o.h, o.c, o.l, o.opacity);
	if (!(o instanceof Lab)) o = labConvert(o);
	if (o.a === 0 && o.b === 0) return new Hcl(NaN, 0 < o.l && o.l < 100 ? 0 : NaN, o.l, o.opacity);
	var h = Math.atan2(o.b, o.a) * degrees$1;
	return new Hcl(h < 0 ? h + 360 : h, Math.sqrt(o.a * o.a + o.b * o.b), o.l, o.opacity);
}
function hcl$1(h, c, l, opacity) {
	return arguments.length === 1 ? hclConvert(h) : new Hcl(h, c, l, opacity == null ? 1 : opacity);
}
function Hcl(h, c, l, opacity) {
	this.h = +h;
	this.c = +c;
	this.l = +l;
	this.opacity = +opacity;
}
function hcl2lab(o) {
	if (isNaN(o.h)) return new Lab(o.l, 0, 0, o.opacity);
	var h = o.h * radians;
	return new Lab(o.l, Math.cos(h) * o.c, Math.sin(h) * o.c, o.opacity);
}
define(Hcl, hcl$1, extend(Color, {
	brighter(k) {
		return new Hcl(this.h, this.c, this.l + K * (k == null ? 1 : k), this.opacity);
	},
	darker(k) {
		return new Hcl(this.h, this.c, this.l - K * (k == null ? 1 : k), this.opacity);
	},
	rgb() {
		return hcl2lab(this).rgb();
	}
}));
var A = -.14861;
var B = 1.78277;
var C = -.29227;
var D = -.90649;
var E = 1.97294;
var ED = E * D;
var EB = E * B;
var BC_DA = B * C - D * A;
function cubehelixConvert(o) {
	if (o instanceof Cubehelix) return new Cubehelix(o.h, o.s, o.l, o.opacity);
	if (!(o instanceof Rgb)) o = rgbConvert(o);
	var r = o.r / 255, g = o.g / 255, b = o.b / 255, l = (BC_DA * b + ED * r - EB * g) / (BC_DA + ED - EB), bl = b - l, k = (E * (g - l) - C * bl) / D, s = Math.sqrt(k * k + bl * bl) / (E * l * (1 - l)), h = s ? Math.atan2(k, bl) * degrees$1 - 120 : NaN;
	return new Cubehelix(h < 0 ? h + 360 : h, s, l, o.opacity);
}
function cubehelix$1(h, s, l, opacity) {
	return arguments.length === 1 ? cubehelixConvert(h) : new Cubehelix(h, s, l, opacity == null ? 1 : opacity);
}
function Cubehelix(h, s, l, opacity) {
	this.h = +h;
	this.s = +s;
	this.l = +l;
	this.opacity = +opacity;
}
define(Cubehelix, cubehelix$1, extend(Color, {
	brighter(k) {
		k = k == null ? brighter : Math.pow(brighter, k);
		return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
	},
	darker(k) {
		k = k == null ? darker : Math.pow(darker, k);
		return new Cubehelix(this.h, this.s, this.l * k, this.opacity);
	},
	rgb() {
		var h = isNaN(this.h) ? 0 : (this.h + 120) * radians, l = +this.l, a = isNaN(this.s) ? 0 : this.s * l * (1 - l), cosh = Math.cos(h), sinh = Math.sin(h);
		return new Rgb(255 * (l + a * (A * cosh + B * sinh)), 255 * (l + a * (C * cosh + D * sinh)), 255 * (l + a * (E * cosh)), this.opacity);
	}
}));
var constant$1 = (x) => () => x;
function linear(a, d) {
	return function(t) {
		return a + t * d;
	};
}
function exponential(a, b, y) {
	return a = Math.pow(a, y), b = Math.pow(b, y) - a, y = 1 / y, function(t) {
		return Math.pow(a + t * b, y);
	};
}
function hue$1(a, b) {
	var d = b - a;
	return d ? linear(a, d > 180 || d < -180 ? d - 360 * Math.round(d / 360) : d) : constant$1(isNaN(a) ? b : a);
}
function gamma(y) {
	return (y = +y) === 1 ? nogamma : function(a, b) {
		return b - a ? exponential(a, b, y) : constant$1(isNaN(a) ? b : a);
	};
}
function nogamma(a, b) {
	var d = b - a;
	return d ? linear(a, d) : constant$1(isNaN(a) ? b : a);
}
var rgb = (function rgbGamma(y) {
	var color = gamma(y);
	function rgb(start, end) {
		var r = color((start = rgb$1(start)).r, (end = rgb$1(end)).r), g = color(start.g, end.g), b = color(start.b, end.b), opacity = nogamma(start.opacity, end.opacity);
		return function(t) {
			start.r = r(t);
			start.g = g(t);
			start.b = b(t);
			start.opacity = opacity(t);
			return start + "";
		};
	}
	rgb.gamma = rgbGamma;
	return rgb;
})(1);
function numberArray(a, b) {
	if (!b) b = [];
	var n = a ? Math.min(b.length, a.length) : 0, c = b.slice(), i;
	return function(t) {
		for (i = 0; i < n; ++i) c[i] = a[i] * (1 - t) + b[i] * t;
		return c;
	};
}
function isNumberArray(x) {
	return ArrayBuffer.isView(x) && !(x instanceof DataView);
}
function genericArray(a, b) {
	var nb = b ? b.length : 0, na = a ? Math.min(nb, a.length) : 0, x = new Array(na), c = new Array(nb), i = 0;
	for (; i < na; ++i) x[i] = value(a[i], b[i]);
	for (; i < nb; ++i) c[i] = b[i];
	return function(t) {
		for (i = 0; i < na; ++i) c[i] = x[i](t);
		return c;
	};
}
function date$1(a, b) {
	var d = /* @__PURE__ */ new Date();
	return a = +a, b = +b, function(t) {
		return d.setTime(a * (1 - t) + b * t), d;
	};
}
function number$2(a, b) {
	return a = +a, b = +b, function(t) {
		return a * (1 - t) + b * t;
	};
}
function object(a, b) {
	var i = {}, c = {}, k;
	if (a === null || typeof a !== "object") a = {};
	if (b === null || typeof b !== "object") b = {};
	for (k in b) if (k in a) i[k] = value(a[k], b[k]);
	else c[k] = b[k];
	return function(t) {
		for (k in i) c[k] = i[k](t);
		return c;
	};
}
var reA = /[-+]?(?:\d+\.?\d*|\.?\d+)(?:[eE][-+]?\d+)?/g;
var reB = new RegExp(reA.source, "g");
function zero(b) {
	return function() {
		return b;
	};
}
function one(b) {
	return function(t) {
		return b(t) + "";
	};
}
function string(a, b) {
	var bi = reA.lastIndex = reB.lastIndex = 0, am, bm, bs, i = -1, s = [], q = [];
	a = a + "", b = b + "";
	while ((am = reA.exec(a)) && (bm = reB.exec(b))) {
		if ((bs = bm.index) > bi) {
			bs = b.slice(bi, bs);
			if (s[i]) s[i] += bs;
			else s[++i] = bs;
		}
		if ((am = am[0]) === (bm = bm[0])) {
			if (s[i]) s[i] += bm;
			else s[++i] = bm;
		} else {
			s[++i] = null;
			q.push({
				i,
				x: number$2(am, bm)
			});
		}
		bi = reB.lastIndex;
	}
	if (bi < b.length) {
		bs = b.slice(bi);
		if (s[i]) s[i] += bs;
		else s[++i] = bs;
	}
	return s.length < 2 ? q[0] ? one(q[0].x) : zero(b) : (b = q.length, function(t) {
		for (var i = 0, o; i < b; ++i) s[(o = q[i]).i] = o.x(t);
		return s.join("");
	});
}
function value(a, b) {
	var t = typeof b, c;
	return b == null || t === "boolean" ? constant$1(b) : (t === "number" ? number$2 : t === "string" ? (c = color(b)) ? (b = c, rgb) : string : b instanceof color ? rgb : b instanceof Date ? date$1 : isNumberArray(b) ? numberArray : Array.isArray(b) ? genericArray : typeof b.valueOf !== "function" && typeof b.toString !== "function" || isNaN(b) ? object : number$2)(a, b);
}
function round(a, b) {
	return a = +a, b = +b, function(t) {
		return Math.round(a * (1 - t) + b * t);
	};
}
var epsilon2 = 1e-12;
function cosh(x) {
	return ((x = Math.exp(x)) + 1 / x) / 2;
}
function sinh(x) {
	return ((x = Math.exp(x)) - 1 / x) / 2;
}
function tanh(x) {
	return ((x = Math.exp(2 * x)) - 1) / (x + 1);
}
(function zoomRho(rho, rho2, rho4) {
	function zoom(p0, p1) {
		var ux0 = p0[0], uy0 = p0[1], w0 = p0[2], ux1 = p1[0], uy1 = p1[1], w1 = p1[2], dx = ux1 - ux0, dy = uy1 - uy0, d2 = dx * dx + dy * dy, i, S;
		if (d2 < epsilon2) {
			S = Math.log(w1 / w0) / rho;
			i = function(t) {
				return [
					ux0 + t * dx,
					uy0 + t * dy,
					w0 * Math.exp(rho * t * S)
				];
			};
		} else {
			var d1 = Math.sqrt(d2), b0 = (w1 * w1 - w0 * w0 + rho4 * d2) / (2 * w0 * rho2 * d1), b1 = (w1 * w1 - w0 * w0 - rho4 * d2) / (2 * w1 * rho2 * d1), r0 = Math.log(Math.sqrt(b0 * b0 + 1) - b0);
			S = (Math.log(Math.sqrt(b1 * b1 + 1) - b1) - r0) / rho;
			i = function(t) {
				var s = t * S, coshr0 = cosh(r0), u = w0 / (rho2 * d1) * (coshr0 * tanh(rho * s + r0) - sinh(r0));
				return [
					ux0 + u * dx,
					uy0 + u * dy,
					w0 * coshr0 / cosh(rho * s + r0)
				];
			};
		}
		i.duration = Math.abs(S) * 1e3 * rho / Math.SQRT2;
		return i;
	}
	zoom.rho = function(_) {
		var _1 = Math.max(.001, +_), _2 = _1 * _1;
		return zoomRho(_1, _2, _2 * _2);
	};
	return zoom;
})(Math.SQRT2, 2, 4);
function cubehelix(hue) {
	return (function cubehelixGamma(y) {
		y = +y;
		function cubehelix(start, end) {
			var h = hue((start = cubehelix$1(start)).h, (end = cubehelix$1(end)).h), s = nogamma(start.s, end.s), l = nogamma(start.l, end.l), opacity = nogamma(start.opacity, end.opacity);
			return function(t) {
				start.h = h(t);
				start.s = s(t);
				start.l = l(Math.pow(t, y));
				start.opacity = opacity(t);
				return start + "";
			};
		}
		cubehelix.gamma = cubehelixGamma;
		return cubehelix;
	})(1);
}
cubehelix(hue$1);
cubehelix(nogamma);
// node_modules/d3-time/dist/d3-time.mjs
var t0 = /* @__PURE__ */ new Date();
var t1 = /* @__PURE__ */ new Date();
function timeInterval(floori, offseti, count, field) {
	function interval(date) {
		return floori(date = arguments.length === 0 ? /* @__PURE__ */ new Date() : /* @__PURE__ */ new Date(+date)), date;
	}
	interval.floor = (date) => {
		return floori(date = /* @__PURE__ */ new Date(+date)), date;
	};
	interval.ceil = (date) => {
		return floori(date = /* @__PURE__ */ new Date(date - 1)), offseti(date, 1), floori(date), date;
	};
	interval.round = (date) => {
		const d0 = interval(date), d1 = interval.ceil(date);
		return date - d0 < d1 - date ? d0 : d1;
	};
	interval.offset = (date, step) => {
		return offseti(date = /* @__PURE__ */ new Date(+date), step == null ? 1 : Math.floor(step)), date;
	};
	interval.range = (start, stop, step) => {
		const range = [];
		start = interval.ceil(start);
		step = step == null ? 1 : Math.floor(step);
		if (!(start < stop) || !(step > 0)) return range;
		let previous;
		do
			range.push(previous = /* @__PURE__ */ new Date(+start)), offseti(start, step), floori(start);
		while (previous < start && start < stop);
		return range;
	};
	interval.filter = (test) => {
		return timeInterval((date) => {
			if (date >= date) while (floori(date), !test(date)) date.setTime(date - 1);
		}, (date, step) => {
			if (date >= date) {
				if (step < 0) while (++step <= 0) while (offseti(date, -1), !test(date));
				else while (--step >= 0) while (offseti(date, 1), !test(date));
			}
		});
	};
	if (count) {
		interval.count = (start, end) => {
			t0.setTime(+start), t1.setTime(+end);
			floori(t0), floori(t1);
			return Math.floor(count(t0, t1));
		};
		interval.every = (step) => {
			step = Math.floor(step);
			return !isFinite(step) || !(step > 0) ? null : !(step > 1) ? interval : interval.filter(field ? (d) => field(d) % step === 0 : (d) => interval.count(0, d) % step === 0);
		};
	}
	return interval;
}
var millisecond = timeInterval(() => {}, (date, step) => {
	date.setTime(+date + step);
}, (start, end) => {
	return end - start;
});
millisecond.every = (k) => {
	k = Math.floor(k);
	if (!isFinite(k) || !(k > 0)) return null;
	if (!(k > 1)) return millisecond;
	return timeInterval((date) => {
		date.setTime(Math.floor(date / k) * k);
	}, (date, step) => {
		date.setTime(+date + step * k);
	}, (start, end) => {
		return (end - start) / k;
	});
};
millisecond.range;
var durationSecond = 1e3;
var durationMinute = durationSecond * 60;
var durationHour = durationMinute * 60;
var durationDay = durationHour * 24;
var durationWeek = durationDay * 7;
var durationMonth = durationDay * 30;
var durationYear = durationDay * 365;
var second = timeInterval((date) => {
	date.setTime(date - date.getMilliseconds());
}, (date, step) => {
	date.setTime(+date + step * durationSecond);
}, (start, end) => {
	return (end - start) / durationSecond;
}, (date) => {
	return date.getUTCSeconds();
});
second.range;
var timeMinute = timeInterval((date) => {
	date.setTime(date - date.getMilliseconds() - date.getSeconds() * durationSecond);
}, (date, step) => {
	date.setTime(+date + step * durationMinute);
}, (start, end) => {
	return (end - start) / durationMinute;
}, (date) => {
	return date.getMinutes();
});
timeMinute.range;
var utcMinute = timeInterval((date) => {
	date.setUTCSeconds(0, 0);
}, (date, step) => {
	date.setTime(+date + step * durationMinute);
}, (start, end) => {
	return (end - start) / durationMinute;
}, (date) => {
	return date.getUTCMinutes();
});
utcMinute.range;
var timeHour = timeInterval((date) => {
	date.setTime(date - date.getMilliseconds() - date.getSeconds() * durationSecond - date.getMinutes() * durationMinute);
}, (date, step) => {
	date.setTime(+date + step * durationHour);
}, (start, end) => {
	return (end - start) / durationHour;
}, (date) => {
	return date.getHours();
});
timeHour.range;
var utcHour = timeInterval((date) => {
	date.setUTCMinutes(0, 0, 0);
}, (date, step) => {
	date.setTime(+date + step * durationHour);
}, (start, end) => {
	return (end - start) / durationHour;
}, (date) => {
	return date.getUTCHours();
});
utcHour.range;
var timeDay = timeInterval((date) => date.setHours(0, 0, 0, 0), (date, step) => date.setDate(date.getDate() + step), (start, end) => (end - start - (end.getTimezoneOffset() - start.getTimezoneOffset()) * durationMinute) / durationDay, (date) => date.getDate() - 1);
timeDay.range;
var utcDay = timeInterval((date) => {
	date.setUTCHours(0, 0, 0, 0);
}, (date, step) => {
	date.setUTCDate(date.getUTCDate() + step);
}, (start, end) => {
	return (end - start) / durationDay;
}, (date) => {
	return date.getUTCDate() - 1;
});
utcDay.range;
var unixDay = timeInterval((date) => {
	date.setUTCHours(0, 0, 0, 0);
}, (date, step) => {
	date.setUTCDate(date.getUTCDate() + step);
}, (start, end) => {
	return (end - start) / durationDay;
}, (date) => {
	return Math.floor(date / durationDay);
});
unixDay.range;
function timeWeekday(i) {
	return timeInterval((date) => {
		date.setDate(date.getDate() - (date.getDay() + 7 - i) % 7);
		date.setHours(0, 0, 0, 0);
	}, (date, step) => {
		date.setDate(date.getDate() + step * 7);
	}, (start, end) => {
		return (end - start - (end.getTimezoneOffset() - start.getTimezoneOffset()) * durationMinute) / durationWeek;
	});
}
var timeSunday = timeWeekday(0);
var timeMonday = timeWeekday(1);
var timeTuesday = timeWeekday(2);
var timeWednesday = timeWeekday(3);
var timeThursday = timeWeekday(4);
var timeFriday = timeWeekday(5);
var timeSaturday = timeWeekday(6);
timeSunday.range;
timeMonday.range;
timeTuesday.range;
timeWednesday.range;
timeThursday.range;
timeFriday.range;
timeSaturday.range;
function utcWeekday(i) {
	return timeInterval((date) => {
		date.setUTCDate(date.getUTCDate() - (date.getUTCDay() + 7 - i) % 7);
		date.setUTCHours(0, 0, 0, 0);
	}, (date, step) => {
		date.setUTCDate(date.getUTCDate() + step * 7);
	}, (start, end) => {
		return (end - start) / durationWeek;
	});
}
var utcSunday = utcWeekday(0);
var utcMonday = utcWeekday(1);
var utcTuesday = utcWeekday(2);
var utcWednesday = utcWeekday(3);
var utcThursday = utcWeekday(4);
var utcFriday = utcWeekday(5);
var utcSaturday = utcWeekday(6);
utcSunday.range;
utcMonday.range;
utcTuesday.range;
utcWednesday.range;
utcThursday.range;
utcFriday.range;
utcSaturday.range;
var timeMonth = timeInterval((date) => {
	date.setDate(1);
	date.setHours(0, 0, 0, 0);
}, (date, step) => {
	date.setMonth(date.getMonth() + step);
}, (start, end) => {
	return end.getMonth() - start.getMonth() + (end.getFullYear() - start.getFullYear()) * 12;
}, (date) => {
	return date.getMonth();
});
timeMonth.range;
var utcMonth = timeInterval((date) => {
	date.setUTCDate(1);
	date.setUTCHours(0, 0, 0, 0);
}, (date, step) => {
	date.setUTCMonth(date.getUTCMonth() + step);
}, (start, end) => {
	return end.getUTCMonth() - start.getUTCMonth() + (end.getUTCFullYear() - start.getUTCFullYear()) * 12;
}, (date) => {
	return date.getUTCMonth();
});
utcMonth.range;
var timeYear = timeInterval((date) => {
	date.setMonth(0, 1);
	date.setHours(0, 0, 0, 0);
}, (date, step) => {
	date.setFullYear(date.getFullYear() + step);
}, (start, end) => {
	return end.getFullYear() - start.getFullYear();
}, (date) => {
	return date.getFullYear();
});
timeYear.every = (k) => {
	return !isFinite(k = Math.floor(k)) || !(k > 0) ? null : timeInterval((date) => {
		date.setFullYear(Math.floor(date.getFullYear() / k) * k);
		date.setMonth(0, 1);
		date.setHours(0, 0, 0, 0);
	}, (date, step) => {
		date.setFullYear(date.getFullYear() + step * k);
	});
};
timeYear.range;
var utcYear = timeInterval((date) => {
	date.setUTCMonth(0, 1);
	date.setUTCHours(0, 0, 0, 0);
}, (date, step) => {
	date.setUTCFullYear(date.getUTCFullYear() + step);
}, (start, end) => {
	return end.getUTCFullYear() - start.getUTCFullYear();
}, (date) => {
	return date.getUTCFullYear();
});
utcYear.every = (k) => {
	return !isFinite(k = Math.floor(k)) || !(k > 0) ? null : timeInterval((date) => {
		date.setUTCFullYear(Math.floor(date.getUTCFullYear() / k) * k);
		date.setUTCMonth(0, 1);
		date.setUTCHours(0, 0, 0, 0);
	}, (date, step) => {
		date.setUTCFullYear(date.getUTCFullYear() + step * k);
	});
};
utcYear.range;
function ticker(year, month, week, day, hour, minute) {
	const tickIntervals = [
		[
			second,
			1,
			durationSecond
		],
		[
			second,
			5,
			5 * durationSecond
		],
		[
			second,
			15,
			15 * durationSecond
		],
		[
			second,
			30,
			30 * durationSecond
		],
		[
			minute,
			1,
			durationMinute
		],
		[
			minute,
			5,
			5 * durationMinute
		],
		[
			minute,
			15,
			15 * durationMinute
		],
		[
			minute,
			30,
			30 * durationMinute
		],
		[
			hour,
			1,
			durationHour
		],
		[
			hour,
			3,
			3 * durationHour
		],
		[
			hour,
			6,
			6 * durationHour
		],
		[
			hour,
			12,
			12 * durationHour
		],
		[
			day,
			1,
			durationDay
		],
		[
			day,
			2,
			2 * durationDay
		],
		[
			week,
			1,
			durationWeek
		],
		[
			month,
			1,
			durationMonth
		],
		[
			month,
			3,
			3 * durationMonth
		],
		[
			year,
			1,
			durationYear
		]
	];
	function ticks(start, stop, count) {
		const reverse = stop < start;
		if (reverse) [start, stop] = [stop, start];
		const interval = count && typeof count.range === "function" ? count : tickInterval(start, stop, count);
		const ticks = interval ? interval.range(start, +stop + 1) : [];
		return reverse ? ticks.reverse() : ticks;
	}
	function tickInterval(start, stop, count) {
		const target = Math.abs(stop - start) / count;
		const i = bisector(([, , step]) => step).right(tickIntervals, target);
		if (i === tickIntervals.length) return year.every(tickStep(start / durationYear, stop / durationYear, count));
		if (i === 0) return millisecond.every(Math.max(tickStep(start, stop, count), 1));
		const [t, step] = tickIntervals[target / tickIntervals[i - 1][2] < tickIntervals[i][2] / target ? i - 1 : i];
		return t.every(step);
	}
	return [ticks, tickInterval];
}
var [utcTicks, utcTickInterval] = ticker(utcYear, utcMonth, utcSunday, unixDay, utcHour, utcMinute);
var [timeTicks, timeTickInterval] = ticker(timeYear, timeMonth, timeSunday, timeDay, timeHour, timeMinute);
// node_modules/d3-time-format/dist/d3-time-format.mjs
function localDate(d) {
	if (0 <= d.y && d.y < 100) {
		var date = new Date(-1, d.m, d.d, d.H, d.M, d.S, d.L);
		date.setFullYear(d.y);
		return date;
	}
	return new Date(d.y, d.m, d.d, d.H, d.M, d.S, d.L);
}
function utcDate(d) {
	if (0 <= d.y && d.y < 100) {
		var date = new Date(Date.UTC(-1, d.m, d.d, d.H, d.M, d.S, d.L));
		date.setUTCFullYear(d.y);
		return date;
	}
	return new Date(Date.UTC(d.y, d.m, d.d, d.H, d.M, d.S, d.L));
}
function newDate(y, m, d) {
	return {
		y,
		m,
		d,
		H: 0,
		M: 0,
		S: 0,
		L: 0
	};
}
function formatLocale(locale) {
	var locale_dateTime = locale.dateTime, locale_date = locale.date, locale_time = locale.time, locale_periods = locale.periods, locale_weekdays = locale.days, locale_shortWeekdays = locale.shortDays, locale_months = locale.months, locale_shortMonths = locale.shortMonths;
	var periodRe = formatRe(locale_periods), periodLookup = formatLookup(locale_periods), weekdayRe = formatRe(locale_weekdays), weekdayLookup = formatLookup(locale_weekdays), shortWeekdayRe = formatRe(locale_shortWeekdays), shortWeekdayLookup = formatLookup(locale_shortWeekdays), monthRe = formatRe(locale_months), monthLookup = formatLookup(locale_months), shortMonthRe = formatRe(locale_shortMonths), shortMonthLookup = formatLookup(locale_shortMonths);
	var formats = {
		"a": formatShortWeekday,
		"A": formatWeekday,
		"b": formatShortMonth,
		"B": formatMonth,
		"c": null,
		"d": formatDayOfMonth,
		"e": formatDayOfMonth,
		"f": formatMicroseconds,
		"g": formatYearISO,
		"G": formatFullYearISO,
		"H": formatHour24,
		"I": formatHour12,
		"j": formatDayOfYear,
		"L": formatMilliseconds,
		"m": formatMonthNumber,
		"M": formatMinutes,
		"p": formatPeriod,
		"q": formatQuarter,
		"Q": formatUnixTimestamp,
		"s": formatUnixTimestampSeconds,
		"S": formatSeconds,
		"u": formatWeekdayNumberMonday,
		"U": formatWeekNumberSunday,
		"V": formatWeekNumberISO,
		"w": formatWeekdayNumberSunday,
		"W": formatWeekNumberMonday,
		"x": null,
		"X": null,
		"y": formatYear,
		"Y": formatFullYear,
		"Z": formatZone,
		"%": formatLiteralPercent
	};
	var utcFormats = {
		"a": formatUTCShortWeekday,
		"A": formatUTCWeekday,
		"b": formatUTCShortMonth,
		"B": formatUTCMonth,
		"c": null,
		"d": formatUTCDayOfMonth,
		"e": formatUTCDayOfMonth,
		"f": formatUTCMicroseconds,
		"g": formatUTCYearISO,
		"G": formatUTCFullYearISO,
		"H": formatUTCHour24,
		"I": formatUTCHour12,
		"j": formatUTCDayOfYear,
		"L": formatUTCMilliseconds,
		"m": formatUTCMonthNumber,
		"M": formatUTCMinutes,
		"p": formatUTCPeriod,
		"q": formatUTCQuarter,
		"Q": formatUnixTimestamp,
		"s": formatUnixTimestampSeconds,
		"S": formatUTCSeconds,
		"u": formatUTCWeekdayNumberMonday,
		"U": formatUTCWeekNumberSunday,
		"V": formatUTCWeekNumberISO,
		"w": formatUTCWeekdayNumberSunday,
		"W": formatUTCWeekNumberMonday,
		"x": null,
		"X": null,
		"y": formatUTCYear,
		"Y": formatUTCFullYear,
		"Z": formatUTCZone,
		"%": formatLiteralPercent
	};
	var parses = {
		"a": parseShortWeekday,
		"A": parseWeekday,
		"b": parseShortMonth,
		"B": parseMonth,
		"c": parseLocaleDateTime,
		"d": parseDayOfMonth,
		"e": parseDayOfMonth,
		"f": parseMicroseconds,
		"g": parseYear,
		"G": parseFullYear,
		"H": parseHour24,
		"I": parseHour24,
		"j": parseDayOfYear,
		"L": parseMilliseconds,
		"m": parseMonthNumber,
		"M": parseMinutes,
		"p": parsePeriod,
		"q": parseQuarter,
		"Q": parseUnixTimestamp,
		"s": parseUnixTimestampSeconds,
		"S": parseSeconds,
		"u": parseWeekdayNumberMonday,
		"U": parseWeekNumberSunday,
		"V": parseWeekNumberISO,
		"w": parseWeekdayNumberSunday,
		"W": parseWeekNumberMonday,
		"x": parseLocaleDate,
		"X": parseLocaleTime,
		"y": parseYear,
		"Y": parseFullYear,
		"Z": parseZone,
		"%": parseLiteralPercent
	};
	formats.x = newFormat(locale_date, formats);
	formats.X = newFormat(locale_time, formats);
	formats.c = newFormat(locale_dateTime, formats);
	utcFormats.x = newFormat(locale_date, utcFormats);
	utcFormats.X = newFormat(locale_time, utcFormats);
	utcFormats.c = newFormat(locale_dateTime, utcFormats);
	function newFormat(specifier, formats) {
		return function(date) {
			var string = [], i = -1, j = 0, n = specifier.length, c, pad, format;
			if (!(date instanceof Date)) date = /* @__PURE__ */ new Date(+date);
			while (++i < n) if (specifier.charCodeAt(i) === 37) {
				string.push(specifier.slice(j, i));
				if ((pad = pads[c = specifier.charAt(++i)]) != null) c = specifier.charAt(++i);
				else pad = c === "e" ? " " : "0";
				if (format = formats[c]) c = format(date, pad);
				string.push(c);
				j = i + 1;
			}
			string.push(specifier.slice(j, i));
			return string.join("");
		};
	}
	function newParse(specifier, Z) {
		return function(string) {
			var d = newDate(1900, void 0, 1), i = parseSpecifier(d, specifier, string += "", 0), week, day;
			if (i != string.length) return null;
			if ("Q" in d) return new Date(d.Q);
			if ("s" in d) return new Date(d.s * 1e3 + ("L" in d ? d.L : 0));
			if (Z && !("Z" in d)) d.Z = 0;
			if ("p" in d) d.H = d.H % 12 + d.p * 12;
			if (d.m === void 0) d.m = "q" in d ? d.q : 0;
			if ("V" in d) {
				if (d.V < 1 || d.V > 53) return null;
				if (!("w" in d)) d.w = 1;
				if ("Z" in d) {
					week = utcDate(newDate(d.y, 0, 1)), day = week.getUTCDay();
					week = day > 4 || day === 0 ? utcMonday.ceil(week) : utcMonday(week);
					week = utcDay.offset(week, (d.V - 1) * 7);
					d.y = week.getUTCFullYear();
					d.m = week.getUTCMonth();
					d.d = week.getUTCDate() + (d.w + 6) % 7;
				} else {
					week = localDate(newDate(d.y, 0, 1)), day = week.getDay();
					week = day > 4 || day === 0 ? timeMonday.ceil(week) : timeMonday(week);
					week = timeDay.offset(week, (d.V - 1) * 7);
					d.y = week.getFullYear();
					d.m = week.getMonth();
					d.d = week.getDate() + (d.w + 6) % 7;
				}
			} else if ("W" in d || "U" in d) {
				if (!("w" in d)) d.w = "u" in d ? d.u % 7 : "W" in d ? 1 : 0;
				day = "Z" in d ? utcDate(newDate(d.y, 0, 1)).getUTCDay() : localDate(newDate(d.y, 0, 1)).getDay();
				d.m = 0;
				d.d = "W" in d ? (d.w + 6) % 7 + d.W * 7 - (day + 5) % 7 : d.w + d.U * 7 - (day + 6) % 7;
			}
			if ("Z" in d) {
				d.H += d.Z / 100 | 0;
				d.M += d.Z % 100;
				return utcDate(d);
			}
			return localDate(d);
		};
	}
	function parseSpecifier(d, specifier, string, j) {
		var i = 0, n = specifier.length, m = string.length, c, parse;
		while (i < n) {
			if (j >= m) return -1;
			c = specifier.charCodeAt(i++);
			if (c === 37) {
				c = specifier.charAt(i++);
				parse = parses[c in pads ? specifier.charAt(i++) : c];
				if (!parse || (j = parse(d, string, j)) < 0) return -1;
			} else if (c != string.charCodeAt(j++)) return -1;
		}
		return j;
	}
	function parsePeriod(d, string, i) {
		var n = periodRe.exec(string.slice(i));
		return n ? (d.p = periodLookup.get(n[0].toLowerCase()), i + n[0].length) : -1;
	}
	function parseShortWeekday(d, string, i) {
		var n = shortWeekdayRe.exec(string.slice(i));
		return n ? (d.w = shortWeekdayLookup.get(n[0].toLowerCase()), i + n[0].length) : -1;
	}
	function parseWeekday(d, string, i) {
		var n = weekdayRe.exec(string.slice(i));
		return n ? (d.w = weekdayLookup.get(n[0].toLowerCase()), i + n[0].length) : -1;
	}
	function parseShortMonth(d, string, i) {
		var n = shortMonthRe.exec(string.slice(i));
		return n ? (d.m = shortMonthLookup.get(n[0].toLowerCase()), i + n[0].length) : -1;
	}
	function parseMonth(d, string, i) {
		var n = monthRe.exec(string.slice(i));
		return n ? (d.m = monthLookup.get(n[0].toLowerCase()), i + n[0].length) : -1;
	}
	function parseLocaleDateTime(d, string, i) {
		return parseSpecifier(d, locale_dateTime, string, i);
	}
	function parseLocaleDate(d, string, i) {
		return parseSpecifier(d, locale_date, string, i);
	}
	function parseLocaleTime(d, string, i) {
		return parseSpecifier(d, locale_time, string, i);
	}
	function formatShortWeekday(d) {
		return locale_shortWeekdays[d.getDay()];
	}
	function formatWeekday(d) {
		return locale_weekdays[d.getDay()];
	}
	function formatShortMonth(d) {
		return locale_shortMonths[d.getMonth()];
	}
	function formatMonth(d) {
		return locale_months[d.getMonth()];
	}
	function formatPeriod(d) {
		return locale_periods[+(d.getHours() >= 12)];
	}
	function formatQuarter(d) {
		return 1 + ~~(d.getMonth() / 3);
	}
	function formatUTCShortWeekday(d) {
		return locale_shortWeekdays[d.getUTCDay()];
	}
	function formatUTCWeekday(d) {
		return locale_weekdays[d.getUTCDay()];
	}
	function formatUTCShortMonth(d) {
		return locale_shortMonths[d.getUTCMonth()];
	}
	function formatUTCMonth(d) {
		return locale_months[d.getUTCMonth()];
	}
	function formatUTCPeriod(d) {
		return locale_periods[+(d.getUTCHours() >= 12)];
	}
	function formatUTCQuarter(d) {
		return 1 + ~~(d.getUTCMonth() / 3);
	}
	return {
		format: function(specifier) {
			var f = newFormat(specifier += "", formats);
			f.toString = function() {
				return specifier;
			};
			return f;
		},
		parse: function(specifier) {
			var p = newParse(specifier += "", false);
			p.toString = function() {
				return specifier;
			};
			return p;
		},
		utcFormat: function(specifier) {
			var f = newFormat(specifier += "", utcFormats);
			f.toString = function() {
				return specifier;
			};
			return f;
		},
		utcParse: function(specifier) {
			var p = newParse(specifier += "", true);
			p.toString = function() {
				return specifier;
			};
			return p;
		}
	};
}
var pads = {
	"-": "",
	"_": " ",
	"0": "0"
};
var numberRe = /^\s*\d+/;
var percentRe = /^%/;
var requoteRe = /[\\^$*+?|[\]().{}]/g;
function pad(value, fill, width) {
	var sign = value < 0 ? "-" : "", string = (sign ? -value : value) + "", length = string.length;
	return sign + (length < width ? new Array(width - length + 1).join(fill) + string : string);
}
function requote(s) {
	return s.replace(requoteRe, "\\$&");
}
function formatRe(names) {
	return new RegExp("^(?:" + names.map(requote).join("|") + ")", "i");
}
function formatLookup(names) {
	return new Map(names.map((name, i) => [name.toLowerCase(), i]));
}
function parseWeekdayNumberSunday(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 1));
	return n ? (d.w = +n[0], i + n[0].length) : -1;
}
function parseWeekdayNumberMonday(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 1));
	return n ? (d.u = +n[0], i + n[0].length) : -1;
}
function parseWeekNumberSunday(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.U = +n[0], i + n[0].length) : -1;
}
function parseWeekNumberISO(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.V = +n[0], i + n[0].length) : -1;
}
function parseWeekNumberMonday(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.W = +n[0], i + n[0].length) : -1;
}
function parseFullYear(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 4));
	return n ? (d.y = +n[0], i + n[0].length) : -1;
}
function parseYear(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.y = +n[0] + (+n[0] > 68 ? 1900 : 2e3), i + n[0].length) : -1;
}
function parseZone(d, string, i) {
	var n = /^(Z)|([+-]\d\d)(?::?(\d\d))?/.exec(string.slice(i, i + 6));
	return n ? (d.Z = n[1] ? 0 : -(n[2] + (n[3] || "00")), i + n[0].length) : -1;
}
function parseQuarter(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 1));
	return n ? (d.q = n[0] * 3 - 3, i + n[0].length) : -1;
}
function parseMonthNumber(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.m = n[0] - 1, i + n[0].length) : -1;
}
function parseDayOfMonth(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.d = +n[0], i + n[0].length) : -1;
}
function parseDayOfYear(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 3));
	return n ? (d.m = 0, d.d = +n[0], i + n[0].length) : -1;
}
function parseHour24(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.H = +n[0], i + n[0].length) : -1;
}
function parseMinutes(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.M = +n[0], i + n[0].length) : -1;
}
function parseSeconds(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 2));
	return n ? (d.S = +n[0], i + n[0].length) : -1;
}
function parseMilliseconds(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 3));
	return n ? (d.L = +n[0], i + n[0].length) : -1;
}
function parseMicroseconds(d, string, i) {
	var n = numberRe.exec(string.slice(i, i + 6));
	return n ? (d.L = Math.floor(n[0] / 1e3), i + n[0].length) : -1;
}
function parseLiteralPercent(d, string, i) {
	var n = percentRe.exec(string.slice(i, i + 1));
	return n ? i + n[0].length : -1;
}
function parseUnixTimestamp(d, string, i) {
	var n = numberRe.exec(string.slice(i));
	return n ? (d.Q = +n[0], i + n[0].length) : -1;
}
function parseUnixTimestampSeconds(d, string, i) {
	var n = numberRe.exec(string.slice(i));
	return n ? (d.s = +n[0], i + n[0].length) : -1;
}
function formatDayOfMonth(d, p) {
	return pad(d.getDate(), p, 2);
}
function formatHour24(d, p) {
	return pad(d.getHours(), p, 2);
}
function formatHour12(d, p) {
	return pad(d.getHours() % 12 || 12, p, 2);
}
function formatDayOfYear(d, p) {
	return pad(1 + timeDay.count(timeYear(d), d), p, 3);
}
function formatMilliseconds(d, p) {
	return pad(d.getMilliseconds(), p, 3);
}
function formatMicroseconds(d, p) {
	return formatMilliseconds(d, p) + "000";
}
function formatMonthNumber(d, p) {
	return pad(d.getMonth() + 1, p, 2);
}
function formatMinutes(d, p) {
	return pad(d.getMinutes(), p, 2);
}
function formatSeconds(d, p) {
	return pad(d.getSeconds(), p, 2);
}
function formatWeekdayNumberMonday(d) {
	var day = d.getDay();
	return day === 0 ? 7 : day;
}
function formatWeekNumberSunday(d, p) {
	return pad(timeSunday.count(timeYear(d) - 1, d), p, 2);
}
function dISO(d) {
	var day = d.getDay();
	return day >= 4 || day === 0 ? timeThursday(d) : timeThursday.ceil(d);
}
function formatWeekNumberISO(d, p) {
	d = dISO(d);
	return pad(timeThursday.count(timeYear(d), d) + (timeYear(d).getDay() === 4), p, 2);
}
function formatWeekdayNumberSunday(d) {
	return d.getDay();
}
function formatWeekNumberMonday(d, p) {
	return pad(timeMonday.count(timeYear(d) - 1, d), p, 2);
}
function formatYear(d, p) {
	return pad(d.getFullYear() % 100, p, 2);
}
function formatYearISO(d, p) {
	d = dISO(d);
	return pad(d.getFullYear() % 100, p, 2);
}
function formatFullYear(d, p) {
	return pad(d.getFullYear() % 1e4, p, 4);
}
function formatFullYearISO(d, p) {
	var day = d.getDay();
	d = day >= 4 || day === 0 ? timeThursday(d) : timeThursday.ceil(d);
	return pad(d.getFullYear() % 1e4, p, 4);
}
function formatZone(d) {
	var z = d.getTimezoneOffset();
	return (z > 0 ? "-" : (z *= -1, "+")) + pad(z / 60 | 0, "0", 2) + pad(z % 60, "0", 2);
}
function formatUTCDayOfMonth(d, p) {
	return pad(d.getUTCDate(), p, 2);
}
function formatUTCHour24(d, p) {
	return pad(d.getUTCHours(), p, 2);
}
function formatUTCHour12(d, p) {
	return pad(d.getUTCHours() % 12 || 12, p, 2);
}
function formatUTCDayOfYear(d, p) {
	return pad(1 + utcDay.count(utcYear(d), d), p, 3);
}
function formatUTCMilliseconds(d, p) {
	return pad(d.getUTCMilliseconds(), p, 3);
}
function formatUTCMicroseconds(d, p) {
	return formatUTCMilliseconds(d, p) + "000";
}
function formatUTCMonthNumber(d, p) {
	return pad(d.getUTCMonth() + 1, p, 2);
}
function formatUTCMinutes(d, p) {
	return pad(d.getUTCMinutes(), p, 2);
}
function formatUTCSeconds(d, p) {
	return pad(d.getUTCSeconds(), p, 2);
}
function formatUTCWeekdayNumberMonday(d) {
	var dow = d.getUTCDay();
	return dow === 0 ? 7 : dow;
}
function formatUTCWeekNumberSunday(d, p) {
	return pad(utcSunday.count(utcYear(d) - 1, d), p, 2);
}
function UTCdISO(d) {
	var day = d.getUTCDay();
	return day >= 4 || day === 0 ? utcThursday(d) : utcThursday.ceil(d);
}
function formatUTCWeekNumberISO(d, p) {
	d = UTCdISO(d);
	return pad(utcThursday.count(utcYear(d), d) + (utcYear(d).getUTCDay() === 4), p, 2);
}
function formatUTCWeekdayNumberSunday(d) {
	return d.getUTCDay();
}
function formatUTCWeekNumberMonday(d, p) {
	return pad(utcMonday.count(utcYear(d) - 1, d), p, 2);
}
function formatUTCYear(d, p) {
	return pad(d.getUTCFullYear() % 100, p, 2);
}
function formatUTCYearISO(d, p) {
	d = UTCdISO(d);
	return pad(d.getUTCFullYear() % 100, p, 2);
}
function formatUTCFullYear(d, p) {
	return pad(d.getUTCFullYear() % 1e4, p, 4);
}
function formatUTCFullYearISO(d, p) {
	var day = d.getUTCDay();
	d = day >= 4 || day === 0 ? utcThursday(d) : utcThursday.ceil(d);
	return pad(d.getUTCFullYear() % 1e4, p, 4);
}
function formatUTCZone() {
	return "+0000";
}
function formatLiteralPercent() {
	return "%";
}
function formatUnixTimestamp(d) {
	return +d;
}
function formatUnixTimestampSeconds(d) {
	return Math.floor(+d / 1e3);
}
var locale;
var timeFormat;
var utcFormat;
var utcParse;
defaultLocale({
	dateTime: "%x, %X",
	date: "%-m/%-d/%Y",
	time: "%-I:%M:%S %p",
	periods: ["AM", "PM"],
	days: [
		"Sunday",
		"Monday",
		"Tuesday",
		"Wednesday",
		"Thursday",
		"Friday",
		"Saturday"
	],
	shortDays: [
		"Sun",
		"Mon",
		"Tue",
		"Wed",
		"Thu",
		"Fri",
		"Sat"
	],
	months: [
		"January",
		"February",
		"March",
		"April",
		"May",
		"June",
		"July",
		"August",
		"September",
		"October",
		"November",
		"December"
	],
	shortMonths: [
		"Jan",
		"Feb",
		"Mar",
		"Apr",
		"May",
		"Jun",
		"Jul",
		"Aug",
		"Sep",
		"Oct",
		"Nov",
		"Dec"
	]
});
function defaultLocale(definition) {
	locale = formatLocale(definition);
	timeFormat = locale.format;
	locale.parse;
	utcFormat = locale.utcFormat;
	utcParse = locale.utcParse;
	return locale;
}
var isoSpecifier = "%Y-%m-%dT%H:%M:%S.%LZ";
Date.prototype.toISOString || utcFormat(isoSpecifier);
+/* @__PURE__ */ new Date("2000-01-01T00:00:00.000Z") || utcParse(isoSpecifier);
// node_modules/d3-scale/dist/d3-scale.mjs
function initRange(domain, range) {
	switch (arguments.length) {
		case 0: break;
		case 1:
			this.range(domain);
			break;
		default: this.range(range).domain(domain);
	}
	return this;
}
function constants(x) {
	return function() {
		return x;
	};
}
function number$1(x) {
	return +x;
}
var unit = [0, 1];
function identity$1(x) {
	return x;
}
function normalize(a, b) {
	return (b -= a = +a) ? function(x) {
		return (x - a) / b;
	} : constants(isNaN(b) ? NaN : .5);
}
function clamper(a, b) {
	var t;
	if (a > b) t = a, a = b, b = t;
	return function(x) {
		return Math.max(a, Math.min(b, x));
	};
}
function bimap(domain, range, interpolate) {
	var d0 = domain[0], d1 = domain[1], r0 = range[0], r1 = range[1];
	if (d1 < d0) d0 = normalize(d1, d0), r0 = interpolate(r1, r0);
	else d0 = normalize(d0, d1), r0 = interpolate(r0, r1);
	return function(x) {
		return r0(d0(x));
	};
}
function polymap(domain, range, interpolate) {
	var j = Math.min(domain.length, range.length) - 1, d = new Array(j), r = new Array(j), i = -1;
	if (domain[j] < domain[0]) {
		domain = domain.slice().reverse();
		range = range.slice().reverse();
	}
	while (++i < j) {
		d[i] = normalize(domain[i], domain[i + 1]);
		r[i] = interpolate(range[i], range[i + 1]);
	}
	return function(x) {
		var i = bisectRight(domain, x, 1, j) - 1;
		return r[i](d[i](x));
	};
}
function copy$1(source, target) {
	return target.domain(source.domain()).range(source.range()).interpolate(source.interpolate()).clamp(source.clamp()).unknown(source.unknown());
}
function transformer$2() {
	var domain = unit, range = unit, interpolate$1 = value, transform, untransform, unknown, clamp = identity$1, piecewise, output, input;
	function rescale() {
		var n = Math.min(domain.length, range.length);
		if (clamp !== identity$1) clamp = clamper(domain[0], domain[n - 1]);
		piecewise = n > 2 ? polymap : bimap;
		output = input = null;
		return scale;
	}
	function scale(x) {
		return x == null || isNaN(x = +x) ? unknown : (output || (output = piecewise(domain.map(transform), range, interpolate$1)))(transform(clamp(x)));
	}
	scale.invert = function(y) {
		return clamp(untransform((input || (input = piecewise(range, domain.map(transform), number$2)))(y)));
	};
	scale.domain = function(_) {
		return arguments.length ? (domain = Array.from(_, number$1), rescale()) : domain.slice();
	};
	scale.range = function(_) {
		return arguments.length ? (range = Array.from(_), rescale()) : range.slice();
	};
	scale.rangeRound = function(_) {
		return range = Array.from(_), interpolate$1 = round, rescale();
	};
	scale.clamp = function(_) {
		return arguments.length ? (clamp = _ ? true : identity$1, rescale()) : clamp !== identity$1;
	};
	scale.interpolate = function(_) {
		return arguments.length ? (interpolate$1 = _, rescale()) : interpolate$1;
	};
	scale.unknown = function(_) {
		return arguments.length ? (unknown = _, scale) : unknown;
	};
	return function(t, u) {
		transform = t, untransform = u;
		return rescale();
	};
}
function continuous() {
	return transformer$2()(identity$1, identity$1);
}
function nice(domain, interval) {
	domain = domain.slice();
	var i0 = 0, i1 = domain.length - 1, x0 = domain[i0], x1 = domain[i1], t;
	if (x1 < x0) {
		t = i0, i0 = i1, i1 = t;
		t = x0, x0 = x1, x1 = t;
	}
	domain[i0] = interval.floor(x0);
	domain[i1] = interval.ceil(x1);
	return domain;
}
function date(t) {
	return new Date(t);
}
function number(t) {
	return t instanceof Date ? +t : Math.round(t);
}
function calendar(ticks, tickInterval, year, month, week, day, hour, minute, second, format) {
	var scale = continuous(), invert = scale.invert, domain = scale.domain;
	var formatMillisecond = format(".%L"), formatSecond = format(":%S"), formatMinute = format("%I:%M"), formatHour = format("%I %p"), formatDay = format("%a %d"), formatWeek = format("%b %d"), formatMonth = format("%B"), formatYear = format("%Y");
	function tickFormat(date) {
		return (second(date) < date ? formatMillisecond : minute(date) < date ? formatSecond : hour(date) < date ? formatMinute : day(date) < date ? formatHour : month(date) < date ? week(date) < date ? formatDay : formatWeek : year(date) < date ? formatMonth : formatYear)(date);
	}
	scale.invert = function(y) {
		return new Date(Math.round(invert(y)));
	};
	scale.domain = function(_) {
		return arguments.length ? domain(Array.from(_, number)) : domain().map(date);
	};
	scale.ticks = function(interval) {
		var d = domain();
		return ticks(d[0], d[d.length - 1], interval == null ? 10 : interval);
	};
	scale.tickFormat = function(count, specifier) {
		return specifier == null ? tickFormat : format(specifier);
	};
	scale.nice = function(interval) {
		var d = domain();
		if (!interval || typeof interval.range !== "function") interval = tickInterval(d[0], d[d.length - 1], interval == null ? 10 : interval);
		return interval ? domain(nice(d, interval)) : scale;
	};
	scale.copy = function() {
		return copy$1(scale, calendar(ticks, tickInterval, year, month, week, day, hour, minute, second, format));
	};
	return scale;
}
function time() {
	return initRange.apply(calendar(timeTicks, timeTickInterval, timeYear, timeMonth, timeSunday, timeDay, timeHour, timeMinute, second, timeFormat).domain([new Date(2e3, 0, 1), new Date(2e3, 0, 2)]), arguments);
}
// node_modules/d3-path/dist/d3-path.mjs
var pi$1 = Math.PI;
var tau$1 = 2 * pi$1;
var epsilon$1 = 1e-6;
var tauEpsilon = tau$1 - epsilon$1;
function append(strings) {
	this._ += strings[0];
	for (let i = 1, n = strings.length; i < n; ++i) this._ += arguments[i] + strings[i];
}
function appendRound(digits) {
	let d = Math.floor(digits);
	if (!(d >= 0)) throw new Error(`invalid digits: ${digits}`);
	if (d > 15) return append;
	const k = 10 ** d;
	return function(strings) {
		this._ += strings[0];
		for (let i = 1, n = strings.length; i < n; ++i) this._ += Math.round(arguments[i] * k) / k + strings[i];
	};
}
function equal(x0, y0, x1, y1) {
	return x0 === x1 && y0 === y1;
}
function equalRound(digits) {
	const d = Math.floor(digits);
	if (!(d <= 15)) return equal;
	const k = 10 ** d;
	const r = function(value) {
		return Math.round(value * k);
	};
	return function(x0, y0, x1, y1) {
		return r(x0) === r(x1) && r(y0) === r(y1);
	};
}
var Path = class {
	constructor(digits) {
		this._x0 = this._y0 = this._x1 = this._y1 = null;
		this._ = "";
		this._append = digits == null ? append : appendRound(digits);
		this._equal = digits == null ? equal : equalRound(digits);
	}
	moveTo(x, y) {
		this._append`M${this._x0 = this._x1 = +x},${this._y0 = this._y1 = +y}`;
	}
	closePath() {
		if (this._x1 !== null) {
			this._x1 = this._x0, this._y1 = this._y0;
			this._append`Z`;
		}
	}
	lineTo(x, y) {
		this._append`L${this._x1 = +x},${this._y1 = +y}`;
	}
	quadraticCurveTo(x1, y1, x, y) {
		this._append`Q${+x1},${+y1},${this._x1 = +x},${this._y1 = +y}`;
	}
	bezierCurveTo(x1, y1, x2, y2, x, y) {
		this._append`C${+x1},${+y1},${+x2},${+y2},${this._x1 = +x},${this._y1 = +y}`;
	}
	arcTo(x1, y1, x2, y2, r) {
		x1 = +x1, y1 = +y1, x2 = +x2, y2 = +y2, r = +r;
		if (r < 0) throw new Error(`negative radius: ${r}`);
		let x0 = this._x1, y0 = this._y1, x21 = x2 - x1, y21 = y2 - y1, x01 = x0 - x1, y01 = y0 - y1, l01_2 = x01 * x01 + y01 * y01;
		if (this._x1 === null) this._append`M${this._x1 = x1},${this._y1 = y1}`;
		else if (!(l01_2 > epsilon$1));
		else if (!(Math.abs(y01 * x21 - y21 * x01) > epsilon$1) || !r) this._append`L${this._x1 = x1},${this._y1 = y1}`;
		else {
			let x20 = x2 - x0, y20 = y2 - y0, l21_2 = x21 * x21 + y21 * y21, l20_2 = x20 * x20 + y20 * y20, l21 = Math.sqrt(l21_2), l01 = Math.sqrt(l01_2), l = r * Math.tan((pi$1 - Math.acos((l21_2 + l01_2 - l20_2) / (2 * l21 * l01))) / 2), t01 = l / l01, t21 = l / l21;
			if (Math.abs(t01 - 1) > epsilon$1) this._append`L${x1 + t01 * x01},${y1 + t01 * y01}`;
			this._append`A${r},${r},0,0,${+(y01 * x20 > x01 * y20)},${this._x1 = x1 + t21 * x21},${this._y1 = y1 + t21 * y21}`;
		}
	}
	arc(x, y, r, a0, a1, ccw) {
		x = +x, y = +y, r = +r, ccw = !!ccw;
		if (r < 0) throw new Error(`negative radius: ${r}`);
		let dx = r * Math.cos(a0), dy = r * Math.sin(a0), x0 = x + dx, y0 = y + dy, cw = 1 ^ ccw, da = ccw ? a0 - a1 : a1 - a0;
		if (this._x1 === null) this._append`M${x0},${y0}`;
		else if (Math.abs(this._x1 - x0) > epsilon$1 || Math.abs(this._y1 - y0) > epsilon$1) this._append`L${x0},${y0}`;
		if (!r) return;
		if (da < 0) da = da % tau$1 + tau$1;
		if (da > tauEpsilon) this._append`A${r},${r},0,1,${cw},${x - dx},${y - dy}A${r},${r},0,1,${cw},${this._x1 = x0},${this._y1 = y0}`;
		else if (da > epsilon$1) {
			const x1 = x + r * Math.cos(a1);
			const y1 = y + r * Math.sin(a1);
			if (da >= pi$1 && this._equal(x0, y0, x1, y1)) {
				da /= 2;
				let a00 = a0 + da;
				this._append`A${r},${r},0,${+(da >= pi$1)},${cw},${x + r * Math.cos(a00)},${y + r * Math.sin(a00)}`;
			}
			this._append`A${r},${r},0,${+(da >= pi$1)},${cw},${this._x1 = x1},${this._y1 = y1}`;
		}
	}
	rect(x, y, w, h) {
		this._append`M${this._x0 = this._x1 = +x},${this._y0 = this._y1 = +y}h${w = +w}v${+h}h${-w}Z`;
	}
	toString() {
		return this._;
	}
};
function path() {
	return new Path();
}
path.prototype = Path.prototype;
// node_modules/d3-shape/dist/d3-shape.mjs
function constant(x) {
	return function constant() {
		return x;
	};
}
var cos = Math.cos;
var sin = Math.sin;
var sqrt = Math.sqrt;
var epsilon = 1e-12;
var pi = Math.PI;
pi / 2;
var tau = 2 * pi;
function withPath(shape) {
	let digits = 3;
	shape.digits = function(_) {
		if (!arguments.length) return digits;
		if (_ == null) digits = null;
		else {
			const d = Math.floor(_);
			if (!(d >= 0)) throw new RangeError(`invalid digits: ${_}`);
			digits = d;
		}
		return shape;
	};
	return () => new Path(digits);
}
Array.prototype.slice;
function array(x) {
	return typeof x === "object" && "length" in x ? x : Array.from(x);
}
function Linear(context) {
	this._context = context;
}
Linear.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._point = 0;
	},
	lineEnd: function() {
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1: this._point = 2;
			default: this._context.lineTo(x, y);
		}
	}
};
function curveLinear(context) {
	return new Linear(context);
}
function x(p) {
	return p[0];
}
function y(p) {
	return p[1];
}
function line(x$1, y$1) {
	var defined = constant(true), context = null, curve = curveLinear, output = null, path = withPath(line);
	x$1 = typeof x$1 === "function" ? x$1 : x$1 === void 0 ? x : constant(x$1);
	y$1 = typeof y$1 === "function" ? y$1 : y$1 === void 0 ? y : constant(y$1);
	function line(data) {
		var i, n = (data = array(data)).length, d, defined0 = false, buffer;
		if (context == null) output = curve(buffer = path());
		for (i = 0; i <= n; ++i) {
			if (!(i < n && defined(d = data[i], i, data)) === defined0) {
				if (defined0 = !defined0) output.lineStart();
				else output.lineEnd();
			}
			if (defined0) output.point(+x$1(d, i, data), +y$1(d, i, data));
		}
		if (buffer) return output = null, buffer + "" || null;
	}
	line.x = function(_) {
		return arguments.length ? (x$1 = typeof _ === "function" ? _ : constant(+_), line) : x$1;
	};
	line.y = function(_) {
		return arguments.length ? (y$1 = typeof _ === "function" ? _ : constant(+_), line) : y$1;
	};
	line.defined = function(_) {
		return arguments.length ? (defined = typeof _ === "function" ? _ : constant(!!_), line) : defined;
	};
	line.curve = function(_) {
		return arguments.length ? (curve = _, context != null && (output = curve(context)), line) : curve;
	};
	line.context = function(_) {
		return arguments.length ? (_ == null ? context = output = null : output = curve(context = _), line) : context;
	};
	return line;
}
function area(x0, y0, y1) {
	var x1 = null, defined = constant(true), context = null, curve = curveLinear, output = null, path = withPath(area);
	x0 = typeof x0 === "function" ? x0 : x0 === void 0 ? x : constant(+x0);
	y0 = typeof y0 === "function" ? y0 : y0 === void 0 ? constant(0) : constant(+y0);
	y1 = typeof y1 === "function" ? y1 : y1 === void 0 ? y : constant(+y1);
	function area(data) {
		var i, j, k, n = (data = array(data)).length, d, defined0 = false, buffer, x0z = new Array(n), y0z = new Array(n);
		if (context == null) output = curve(buffer = path());
		for (i = 0; i <= n; ++i) {
			if (!(i < n && defined(d = data[i], i, data)) === defined0) {
				if (defined0 = !defined0) {
					j = i;
					output.areaStart();
					output.lineStart();
				} else {
					output.lineEnd();
					output.lineStart();
					for (k = i - 1; k >= j; --k) output.point(x0z[k], y0z[k]);
					output.lineEnd();
					output.areaEnd();
				}
			}
			if (defined0) {
				x0z[i] = +x0(d, i, data), y0z[i] = +y0(d, i, data);
				output.point(x1 ? +x1(d, i, data) : x0z[i], y1 ? +y1(d, i, data) : y0z[i]);
			}
		}
		if (buffer) return output = null, buffer + "" || null;
	}
	function arealine() {
		return line().defined(defined).curve(curve).context(context);
	}
	area.x = function(_) {
		return arguments.length ? (x0 = typeof _ === "function" ? _ : constant(+_), x1 = null, area) : x0;
	};
	area.x0 = function(_) {
		return arguments.length ? (x0 = typeof _ === "function" ? _ : constant(+_), area) : x0;
	};
	area.x1 = function(_) {
		return arguments.length ? (x1 = _ == null ? null : typeof _ === "function" ? _ : constant(+_), area) : x1;
	};
	area.y = function(_) {
		return arguments.length ? (y0 = typeof _ === "function" ? _ : constant(+_), y1 = null, area) : y0;
	};
	area.y0 = function(_) {
		return arguments.length ? (y0 = typeof _ === "function" ? _ : constant(+_), area) : y0;
	};
	area.y1 = function(_) {
		return arguments.length ? (y1 = _ == null ? null : typeof _ === "function" ? _ : constant(+_), area) : y1;
	};
	area.lineX0 = area.lineY0 = function() {
		return arealine().x(x0).y(y0);
	};
	area.lineY1 = function() {
		return arealine().x(x0).y(y1);
	};
	area.lineX1 = function() {
		return arealine().x(x1).y(y0);
	};
	area.defined = function(_) {
		return arguments.length ? (defined = typeof _ === "function" ? _ : constant(!!_), area) : defined;
	};
	area.curve = function(_) {
		return arguments.length ? (curve = _, context != null && (output = curve(context)), area) : curve;
	};
	area.context = function(_) {
		return arguments.length ? (_ == null ? context = output = null : output = curve(context = _), area) : context;
	};
	return area;
}
curveRadial(curveLinear);
function Radial(curve) {
	this._curve = curve;
}
Radial.prototype = {
	areaStart: function() {
		this._curve.areaStart();
	},
	areaEnd: function() {
		this._curve.areaEnd();
	},
	lineStart: function() {
		this._curve.lineStart();
	},
	lineEnd: function() {
		this._curve.lineEnd();
	},
	point: function(a, r) {
		this._curve.point(r * Math.sin(a), r * -Math.cos(a));
	}
};
function curveRadial(curve) {
	function radial(context) {
		return new Radial(curve(context));
	}
	radial._curve = curve;
	return radial;
}
sqrt(3);
sqrt(1 / 3) * 2;
var kr = sin(pi / 10) / sin(7 * pi / 10);
sin(tau / 10) * kr;
-cos(tau / 10) * kr;
sqrt(3);
sqrt(3);
sqrt(3) / 2;
(1 / sqrt(12) / 2 + 1) * 3;
function noop() {}
function point$3(that, x, y) {
	that._context.bezierCurveTo((2 * that._x0 + that._x1) / 3, (2 * that._y0 + that._y1) / 3, (that._x0 + 2 * that._x1) / 3, (that._y0 + 2 * that._y1) / 3, (that._x0 + 4 * that._x1 + x) / 6, (that._y0 + 4 * that._y1 + y) / 6);
}
function Basis(context) {
	this._context = context;
}
Basis.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._y0 = this._y1 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 3: point$3(this, this._x1, this._y1);
			case 2: this._context.lineTo(this._x1, this._y1);
		}
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1:
				this._point = 2;
				break;
			case 2:
				this._point = 3;
				this._context.lineTo((5 * this._x0 + this._x1) / 6, (5 * this._y0 + this._y1) / 6);
			default: point$3(this, x, y);
		}
		this._x0 = this._x1, this._x1 = x;
		this._y0 = this._y1, this._y1 = y;
	}
};
function BasisClosed(context) {
	this._context = context;
}
BasisClosed.prototype = {
	areaStart: noop,
	areaEnd: noop,
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._x3 = this._x4 = this._y0 = this._y1 = this._y2 = this._y3 = this._y4 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 1:
				this._context.moveTo(this._x2, this._y2);
				this._context.closePath();
				break;
			case 2:
				this._context.moveTo((this._x2 + 2 * this._x3) / 3, (this._y2 + 2 * this._y3) / 3);
				this._context.lineTo((this._x3 + 2 * this._x2) / 3, (this._y3 + 2 * this._y2) / 3);
				this._context.closePath();
				break;
			case 3:
				this.point(this._x2, this._y2);
				this.point(this._x3, this._y3);
				this.point(this._x4, this._y4);
		}
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._x2 = x, this._y2 = y;
				break;
			case 1:
				this._point = 2;
				this._x3 = x, this._y3 = y;
				break;
			case 2:
				this._point = 3;
				this._x4 = x, this._y4 = y;
				this._context.moveTo((this._x0 + 4 * this._x1 + x) / 6, (this._y0 + 4 * this._y1 + y) / 6);
				break;
			default: point$3(this, x, y);
		}
		this._x0 = this._x1, this._x1 = x;
		this._y0 = this._y1, this._y1 = y;
	}
};
function BasisOpen(context) {
	this._context = context;
}
BasisOpen.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._y0 = this._y1 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		if (this._line || this._line !== 0 && this._point === 3) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				break;
			case 1:
				this._point = 2;
				break;
			case 2:
				this._point = 3;
				var x0 = (this._x0 + 4 * this._x1 + x) / 6, y0 = (this._y0 + 4 * this._y1 + y) / 6;
				this._line ? this._context.lineTo(x0, y0) : this._context.moveTo(x0, y0);
				break;
			case 3: this._point = 4;
			default: point$3(this, x, y);
		}
		this._x0 = this._x1, this._x1 = x;
		this._y0 = this._y1, this._y1 = y;
	}
};
function Bundle(context, beta) {
	this._basis = new Basis(context);
	this._beta = beta;
}
Bundle.prototype = {
	lineStart: function() {
		this._x = [];
		this._y = [];
		this._basis.lineStart();
	},
	lineEnd: function() {
		var x = this._x, y = this._y, j = x.length - 1;
		if (j > 0) {
			var x0 = x[0], y0 = y[0], dx = x[j] - x0, dy = y[j] - y0, i = -1, t;
			while (++i <= j) {
				t = i / j;
				this._basis.point(this._beta * x[i] + (1 - this._beta) * (x0 + t * dx), this._beta * y[i] + (1 - this._beta) * (y0 + t * dy));
			}
		}
		this._x = this._y = null;
		this._basis.lineEnd();
	},
	point: function(x, y) {
		this._x.push(+x);
		this._y.push(+y);
	}
};
(function custom(beta) {
	function bundle(context) {
		return beta === 1 ? new Basis(context) : new Bundle(context, beta);
	}
	bundle.beta = function(beta) {
		return custom(+beta);
	};
	return bundle;
})(.85);
function point$2(that, x, y) {
	that._context.bezierCurveTo(that._x1 + that._k * (that._x2 - that._x0), that._y1 + that._k * (that._y2 - that._y0), that._x2 + that._k * (that._x1 - x), that._y2 + that._k * (that._y1 - y), that._x2, that._y2);
}
function Cardinal(context, tension) {
	this._context = context;
	this._k = (1 - tension) / 6;
}
Cardinal.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._y0 = this._y1 = this._y2 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 2:
				this._context.lineTo(this._x2, this._y2);
				break;
			case 3: point$2(this, this._x1, this._y1);
		}
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1:
				this._point = 2;
				this._x1 = x, this._y1 = y;
				break;
			case 2: this._point = 3;
			default: point$2(this, x, y);
		}
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(tension) {
	function cardinal(context) {
		return new Cardinal(context, tension);
	}
	cardinal.tension = function(tension) {
		return custom(+tension);
	};
	return cardinal;
})(0);
function CardinalClosed(context, tension) {
	this._context = context;
	this._k = (1 - tension) / 6;
}
CardinalClosed.prototype = {
	areaStart: noop,
	areaEnd: noop,
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._x3 = this._x4 = this._x5 = this._y0 = this._y1 = this._y2 = this._y3 = this._y4 = this._y5 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 1:
				this._context.moveTo(this._x3, this._y3);
				this._context.closePath();
				break;
			case 2:
				this._context.lineTo(this._x3, this._y3);
				this._context.closePath();
				break;
			case 3:
				this.point(this._x3, this._y3);
				this.point(this._x4, this._y4);
				this.point(this._x5, this._y5);
		}
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._x3 = x, this._y3 = y;
				break;
			case 1:
				this._point = 2;
				this._context.moveTo(this._x4 = x, this._y4 = y);
				break;
			case 2:
				this._point = 3;
				this._x5 = x, this._y5 = y;
				break;
			default: point$2(this, x, y);
		}
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(tension) {
	function cardinal(context) {
		return new CardinalClosed(context, tension);
	}
	cardinal.tension = function(tension) {
		return custom(+tension);
	};
	return cardinal;
})(0);
function CardinalOpen(context, tension) {
	this._context = context;
	this._k = (1 - tension) / 6;
}
CardinalOpen.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._y0 = this._y1 = this._y2 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		if (this._line || this._line !== 0 && this._point === 3) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				break;
			case 1:
				this._point = 2;
				break;
			case 2:
				this._point = 3;
				this._line ? this._context.lineTo(this._x2, this._y2) : this._context.moveTo(this._x2, this._y2);
				break;
			case 3: this._point = 4;
			default: point$2(this, x, y);
		}
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(tension) {
	function cardinal(context) {
		return new CardinalOpen(context, tension);
	}
	cardinal.tension = function(tension) {
		return custom(+tension);
	};
	return cardinal;
})(0);
function point$1(that, x, y) {
	var x1 = that._x1, y1 = that._y1, x2 = that._x2, y2 = that._y2;
	if (that._l01_a > epsilon) {
		var a = 2 * that._l01_2a + 3 * that._l01_a * that._l12_a + that._l12_2a, n = 3 * that._l01_a * (that._l01_a + that._l12_a);
		x1 = (x1 * a - that._x0 * that._l12_2a + that._x2 * that._l01_2a) / n;
		y1 = (y1 * a - that._y0 * that._l12_2a + that._y2 * that._l01_2a) / n;
	}
	if (that._l23_a > epsilon) {
		var b = 2 * that._l23_2a + 3 * that._l23_a * that._l12_a + that._l12_2a, m = 3 * that._l23_a * (that._l23_a + that._l12_a);
		x2 = (x2 * b + that._x1 * that._l23_2a - x * that._l12_2a) / m;
		y2 = (y2 * b + that._y1 * that._l23_2a - y * that._l12_2a) / m;
	}
	that._context.bezierCurveTo(x1, y1, x2, y2, that._x2, that._y2);
}
function CatmullRom(context, alpha) {
	this._context = context;
	this._alpha = alpha;
}
CatmullRom.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._y0 = this._y1 = this._y2 = NaN;
		this._l01_a = this._l12_a = this._l23_a = this._l01_2a = this._l12_2a = this._l23_2a = this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 2:
				this._context.lineTo(this._x2, this._y2);
				break;
			case 3: this.point(this._x2, this._y2);
		}
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		if (this._point) {
			var x23 = this._x2 - x, y23 = this._y2 - y;
			this._l23_a = Math.sqrt(this._l23_2a = Math.pow(x23 * x23 + y23 * y23, this._alpha));
		}
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1:
				this._point = 2;
				break;
			case 2: this._point = 3;
			default: point$1(this, x, y);
		}
		this._l01_a = this._l12_a, this._l12_a = this._l23_a;
		this._l01_2a = this._l12_2a, this._l12_2a = this._l23_2a;
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(alpha) {
	function catmullRom(context) {
		return alpha ? new CatmullRom(context, alpha) : new Cardinal(context, 0);
	}
	catmullRom.alpha = function(alpha) {
		return custom(+alpha);
	};
	return catmullRom;
})(.5);
function CatmullRomClosed(context, alpha) {
	this._context = context;
	this._alpha = alpha;
}
CatmullRomClosed.prototype = {
	areaStart: noop,
	areaEnd: noop,
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._x3 = this._x4 = this._x5 = this._y0 = this._y1 = this._y2 = this._y3 = this._y4 = this._y5 = NaN;
		this._l01_a = this._l12_a = this._l23_a = this._l01_2a = this._l12_2a = this._l23_2a = this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 1:
				this._context.moveTo(this._x3, this._y3);
				this._context.closePath();
				break;
			case 2:
				this._context.lineTo(this._x3, this._y3);
				this._context.closePath();
				break;
			case 3:
				this.point(this._x3, this._y3);
				this.point(this._x4, this._y4);
				this.point(this._x5, this._y5);
		}
	},
	point: function(x, y) {
		x = +x, y = +y;
		if (this._point) {
			var x23 = this._x2 - x, y23 = this._y2 - y;
			this._l23_a = Math.sqrt(this._l23_2a = Math.pow(x23 * x23 + y23 * y23, this._alpha));
		}
		switch (this._point) {
			case 0:
				this._point = 1;
				this._x3 = x, this._y3 = y;
				break;
			case 1:
				this._point = 2;
				this._context.moveTo(this._x4 = x, this._y4 = y);
				break;
			case 2:
				this._point = 3;
				this._x5 = x, this._y5 = y;
				break;
			default: point$1(this, x, y);
		}
		this._l01_a = this._l12_a, this._l12_a = this._l23_a;
		this._l01_2a = this._l12_2a, this._l12_2a = this._l23_2a;
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(alpha) {
	function catmullRom(context) {
		return alpha ? new CatmullRomClosed(context, alpha) : new CardinalClosed(context, 0);
	}
	catmullRom.alpha = function(alpha) {
		return custom(+alpha);
	};
	return catmullRom;
})(.5);
function CatmullRomOpen(context, alpha) {
	this._context = context;
	this._alpha = alpha;
}
CatmullRomOpen.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._x2 = this._y0 = this._y1 = this._y2 = NaN;
		this._l01_a = this._l12_a = this._l23_a = this._l01_2a = this._l12_2a = this._l23_2a = this._point = 0;
	},
	lineEnd: function() {
		if (this._line || this._line !== 0 && this._point === 3) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		if (this._point) {
			var x23 = this._x2 - x, y23 = this._y2 - y;
			this._l23_a = Math.sqrt(this._l23_2a = Math.pow(x23 * x23 + y23 * y23, this._alpha));
		}
		switch (this._point) {
			case 0:
				this._point = 1;
				break;
			case 1:
				this._point = 2;
				break;
			case 2:
				this._point = 3;
				this._line ? this._context.lineTo(this._x2, this._y2) : this._context.moveTo(this._x2, this._y2);
				break;
			case 3: this._point = 4;
			default: point$1(this, x, y);
		}
		this._l01_a = this._l12_a, this._l12_a = this._l23_a;
		this._l01_2a = this._l12_2a, this._l12_2a = this._l23_2a;
		this._x0 = this._x1, this._x1 = this._x2, this._x2 = x;
		this._y0 = this._y1, this._y1 = this._y2, this._y2 = y;
	}
};
(function custom(alpha) {
	function catmullRom(context) {
		return alpha ? new CatmullRomOpen(context, alpha) : new CardinalOpen(context, 0);
	}
	catmullRom.alpha = function(alpha) {
		return custom(+alpha);
	};
	return catmullRom;
})(.5);
function LinearClosed(context) {
	this._context = context;
}
LinearClosed.prototype = {
	areaStart: noop,
	areaEnd: noop,
	lineStart: function() {
		this._point = 0;
	},
	lineEnd: function() {
		if (this._point) this._context.closePath();
	},
	point: function(x, y) {
		x = +x, y = +y;
		if (this._point) this._context.lineTo(x, y);
		else this._point = 1, this._context.moveTo(x, y);
	}
};
function sign(x) {
	return x < 0 ? -1 : 1;
}
function slope3(that, x2, y2) {
	var h0 = that._x1 - that._x0, h1 = x2 - that._x1, s0 = (that._y1 - that._y0) / (h0 || h1 < 0 && -0), s1 = (y2 - that._y1) / (h1 || h0 < 0 && -0), p = (s0 * h1 + s1 * h0) / (h0 + h1);
	return (sign(s0) + sign(s1)) * Math.min(Math.abs(s0), Math.abs(s1), .5 * Math.abs(p)) || 0;
}
function slope2(that, t) {
	var h = that._x1 - that._x0;
	return h ? (3 * (that._y1 - that._y0) / h - t) / 2 : t;
}
function point(that, t0, t1) {
	var x0 = that._x0, y0 = that._y0, x1 = that._x1, y1 = that._y1, dx = (x1 - x0) / 3;
	that._context.bezierCurveTo(x0 + dx, y0 + dx * t0, x1 - dx, y1 - dx * t1, x1, y1);
}
function MonotoneX(context) {
	this._context = context;
}
MonotoneX.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x0 = this._x1 = this._y0 = this._y1 = this._t0 = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		switch (this._point) {
			case 2:
				this._context.lineTo(this._x1, this._y1);
				break;
			case 3: point(this, this._t0, slope2(this, this._t0));
		}
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		this._line = 1 - this._line;
	},
	point: function(x, y) {
		var t1 = NaN;
		x = +x, y = +y;
		if (x === this._x1 && y === this._y1) return;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1:
				this._point = 2;
				break;
			case 2:
				this._point = 3;
				point(this, slope2(this, t1 = slope3(this, x, y)), t1);
				break;
			default: point(this, this._t0, t1 = slope3(this, x, y));
		}
		this._x0 = this._x1, this._x1 = x;
		this._y0 = this._y1, this._y1 = y;
		this._t0 = t1;
	}
};
function MonotoneY(context) {
	this._context = new ReflectContext(context);
}
(MonotoneY.prototype = Object.create(MonotoneX.prototype)).point = function(x, y) {
	MonotoneX.prototype.point.call(this, y, x);
};
function ReflectContext(context) {
	this._context = context;
}
ReflectContext.prototype = {
	moveTo: function(x, y) {
		this._context.moveTo(y, x);
	},
	closePath: function() {
		this._context.closePath();
	},
	lineTo: function(x, y) {
		this._context.lineTo(y, x);
	},
	bezierCurveTo: function(x1, y1, x2, y2, x, y) {
		this._context.bezierCurveTo(y1, x1, y2, x2, y, x);
	}
};
function monotoneX(context) {
	return new MonotoneX(context);
}
function Natural(context) {
	this._context = context;
}
Natural.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x = [];
		this._y = [];
	},
	lineEnd: function() {
		var x = this._x, y = this._y, n = x.length;
		if (n) {
			this._line ? this._context.lineTo(x[0], y[0]) : this._context.moveTo(x[0], y[0]);
			if (n === 2) this._context.lineTo(x[1], y[1]);
			else {
				var px = controlPoints(x), py = controlPoints(y);
				for (var i0 = 0, i1 = 1; i1 < n; ++i0, ++i1) this._context.bezierCurveTo(px[0][i0], py[0][i0], px[1][i0], py[1][i0], x[i1], y[i1]);
			}
		}
		if (this._line || this._line !== 0 && n === 1) this._context.closePath();
		this._line = 1 - this._line;
		this._x = this._y = null;
	},
	point: function(x, y) {
		this._x.push(+x);
		this._y.push(+y);
	}
};
function controlPoints(x) {
	var i, n = x.length - 1, m, a = new Array(n), b = new Array(n), r = new Array(n);
	a[0] = 0, b[0] = 2, r[0] = x[0] + 2 * x[1];
	for (i = 1; i < n - 1; ++i) a[i] = 1, b[i] = 4, r[i] = 4 * x[i] + 2 * x[i + 1];
	a[n - 1] = 2, b[n - 1] = 7, r[n - 1] = 8 * x[n - 1] + x[n];
	for (i = 1; i < n; ++i) m = a[i] / b[i - 1], b[i] -= m, r[i] -= m * r[i - 1];
	a[n - 1] = r[n - 1] / b[n - 1];
	for (i = n - 2; i >= 0; --i) a[i] = (r[i] - a[i + 1]) / b[i];
	b[n - 1] = (x[n] + a[n - 1]) / 2;
	for (i = 0; i < n - 1; ++i) b[i] = 2 * x[i + 1] - a[i + 1];
	return [a, b];
}
function Step(context, t) {
	this._context = context;
	this._t = t;
}
Step.prototype = {
	areaStart: function() {
		this._line = 0;
	},
	areaEnd: function() {
		this._line = NaN;
	},
	lineStart: function() {
		this._x = this._y = NaN;
		this._point = 0;
	},
	lineEnd: function() {
		if (0 < this._t && this._t < 1 && this._point === 2) this._context.lineTo(this._x, this._y);
		if (this._line || this._line !== 0 && this._point === 1) this._context.closePath();
		if (this._line >= 0) this._t = 1 - this._t, this._line = 1 - this._line;
	},
	point: function(x, y) {
		x = +x, y = +y;
		switch (this._point) {
			case 0:
				this._point = 1;
				this._line ? this._context.lineTo(x, y) : this._context.moveTo(x, y);
				break;
			case 1: this._point = 2;
			default: if (this._t <= 0) {
				this._context.lineTo(this._x, y);
				this._context.lineTo(x, y);
			} else {
				var x1 = this._x * (1 - this._t) + x * this._t;
				this._context.lineTo(x1, this._y);
				this._context.lineTo(x1, y);
			}
		}
		this._x = x, this._y = y;
	}
};
function none$1(series, order) {
	if (!((n = series.length) > 1)) return;
	for (var i = 1, j, s0, s1 = series[order[0]], n, m = s1.length; i < n; ++i) {
		s0 = s1, s1 = series[order[i]];
		for (j = 0; j < m; ++j) s1[j][1] += s1[j][0] = isNaN(s0[j][1]) ? s0[j][0] : s0[j][1];
	}
}
function none(series) {
	var n = series.length, o = new Array(n);
	while (--n >= 0) o[n] = n;
	return o;
}
function stackValue(d, key) {
	return d[key];
}
function stackSeries(key) {
	const series = [];
	series.key = key;
	return series;
}
function stack() {
	var keys = constant([]), order = none, offset = none$1, value = stackValue;
	function stack(data) {
		var sz = Array.from(keys.apply(this, arguments), stackSeries), i, n = sz.length, j = -1, oz;
		for (const d of data) for (i = 0, ++j; i < n; ++i) (sz[i][j] = [0, +value(d, sz[i].key, j, data)]).data = d;
		for (i = 0, oz = array(order(sz)); i < n; ++i) sz[oz[i]].index = i;
		offset(sz, oz);
		return sz;
	}
	stack.keys = function(_) {
		return arguments.length ? (keys = typeof _ === "function" ? _ : constant(Array.from(_)), stack) : keys;
	};
	stack.value = function(_) {
		return arguments.length ? (value = typeof _ === "function" ? _ : constant(+_), stack) : value;
	};
	stack.order = function(_) {
		return arguments.length ? (order = _ == null ? none : typeof _ === "function" ? _ : constant(Array.from(_)), stack) : order;
	};
	stack.offset = function(_) {
		return arguments.length ? (offset = _ == null ? none$1 : _, stack) : offset;
	};
	return stack;
}
function silhouette(series, order) {
	if (!((n = series.length) > 0)) return;
	for (var j = 0, s0 = series[order[0]], n, m = s0.length; j < m; ++j) {
		for (var i = 0, y = 0; i < n; ++i) y += series[i][j][1] || 0;
		s0[j][1] += s0[j][0] = -y / 2;
	}
	none$1(series, order);
}
function appearance(series) {
	var peaks = series.map(peak);
	return none(series).sort(function(a, b) {
		return peaks[a] - peaks[b];
	});
}
function peak(series) {
	var i = -1, j = 0, n = series.length, vi, vj = -Infinity;
	while (++i < n) if ((vi = +series[i][1]) > vj) vj = vi, j = i;
	return j;
}
function sum(series) {
	var s = 0, i = -1, n = series.length, v;
	while (++i < n) if (v = +series[i][1]) s += v;
	return s;
}
function insideOut(series) {
	var n = series.length, i, j, sums = series.map(sum), order = appearance(series), top = 0, bottom = 0, tops = [], bottoms = [];
	for (i = 0; i < n; ++i) {
		j = order[i];
		if (top < bottom) {
			top += sums[j];
			tops.push(j);
		} else {
			bottom += sums[j];
			bottoms.push(j);
		}
	}
	return bottoms.reverse().concat(tops);
}
// src/web/charts/streamgraph.tsx
/** Documents over time, a stream for each topic: wide where a topic is much spoken of. */
var AXIS$1 = 26;
/** The streams in drawing order: topics, the rest, and what belongs to none. */
function layersOf({ topics, others, stray }) {
	const some = (counts) => counts.some((n) => n > 0);
	return [
		...topics.map(({ topic, label, counts }) => ({
			key: String(topic),
			label: named$1(label, topic),
			topic,
			counts
		})),
		...some(others) ? [{
			key: "others",
			label: "all other topics",
			topic: null,
			counts: others
		}] : [],
		...some(stray) ? [{
			key: "stray",
			label: "no topic yet",
			topic: null,
			counts: stray
		}] : []
	];
}
function Streamgraph({ streams, share, height = 320, width: given = 960 }) {
	const [frame, width] = useWidth(given);
	const link = useTopicLink();
	const [at, setAt] = d(null);
	const layers = layersOf(streams);
	const buckets = streams.stray.length;
	if (layers.length === 0 || buckets < 2) return /* @__PURE__ */ a$1("p", {
		class: "empty-note",
		children: "The picture begins with the second stretch of time that has documents in it."
	});
	const totals = Array.from({ length: buckets }, (_, b) => layers.reduce((sum, { counts }) => sum + (counts[b] ?? 0), 0));
	const value = (layer, b) => (layer.counts[b] ?? 0) / (share ? Math.max(1, totals[b] ?? 0) : 1);
	const stacked = stack().keys(layers).value((b, layer) => value(layer, b)).order(share ? none : insideOut).offset(share ? none$1 : silhouette)(Array.from({ length: buckets }, (_, b) => b));
	const low = Math.min(...stacked.flatMap((s) => s.map(([a]) => a)));
	const high = Math.max(...stacked.flatMap((s) => s.map(([, b]) => b)));
	const times = time([streams.from, streams.from + (buckets - 1) * streams.width], [0, width]);
	const x = (b) => b / (buckets - 1) * width;
	const y = (v) => 4 + (high - v) / (high - low || 1) * (height - AXIS$1 - 8);
	const shape = area().x((_, b) => x(b)).y0(([a]) => y(a)).y1(([, b]) => y(b)).curve(monotoneX);
	const length = (buckets - 1) * streams.width;
	const point = (event, layer) => {
		const box = frame.current?.getBoundingClientRect();
		if (!box) return;
		const px = event.clientX - box.left;
		setAt({
			layer,
			bucket: Math.round(px / width * (buckets - 1)),
			x: px,
			y: event.clientY - box.top
		});
	};
	const shown = at === null ? null : layers[at.layer];
	return /* @__PURE__ */ a$1("div", {
		class: "chart",
		ref: frame,
		children: [/* @__PURE__ */ a$1("svg", {
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			role: "group",
			"aria-label": "Documents over time by topic",
			onPointerLeave: () => setAt(null),
			children: [
				ticksOf(times, 0, width).map(({ time, x: tickX, anchor }) => /* @__PURE__ */ a$1("g", {
					class: "axis",
					children: [/* @__PURE__ */ a$1("line", {
						x1: tickX,
						x2: tickX,
						y1: 0,
						y2: height - AXIS$1
					}), /* @__PURE__ */ a$1("text", {
						x: tickX,
						y: height - 8,
						"text-anchor": anchor,
						children: tick(time, length)
					})]
				}, time)),
				stacked.map((s, i) => {
					const layer = layers[i];
					const total = layer.counts.reduce((a, b) => a + b, 0);
					const cls = `stream ${layer.topic === null ? "hue-none" : hue(layer.topic)} ${layer.key}${at && at.layer !== i ? " dim" : ""}`;
					const d = shape(s) ?? "";
					const path = /* @__PURE__ */ a$1("path", {
						class: cls,
						d,
						onPointerMove: (e) => point(e, i)
					});
					const weave = layer.topic === null ? null : threads(layer.topic);
					if (layer.topic === null) return /* @__PURE__ */ a$1("g", { children: path }, layer.key);
					return /* @__PURE__ */ a$1("a", {
						href: link(layer.topic),
						"aria-label": `${layer.label}: ${count(total)} documents`,
						children: [path, weave !== null && /* @__PURE__ */ a$1("path", {
							class: "weave",
							d,
							fill: weave
						})]
					}, layer.key);
				}),
				/* @__PURE__ */ a$1("g", { children: namesOf(layers, stacked, {
					x,
					y,
					width
				}).map(({ key, text, size, px, py }) => /* @__PURE__ */ a$1("text", {
					class: "on-stream",
					x: px,
					y: py,
					"font-size": size,
					"text-anchor": "middle",
					children: text
				}, key)) }),
				at && /* @__PURE__ */ a$1("line", {
					class: "cursor",
					x1: x(at.bucket),
					x2: x(at.bucket),
					y1: 0,
					y2: height - AXIS$1
				})
			]
		}), at && shown && /* @__PURE__ */ a$1("div", {
			class: `tip${at.x > width / 2 ? " left" : ""}`,
			style: {
				left: `${at.x}px`,
				top: `${Math.max(0, at.y - 12)}px`
			},
			children: [
				/* @__PURE__ */ a$1("b", {
					dir: "auto",
					children: shown.label
				}),
				/* @__PURE__ */ a$1("span", { children: instant(streams.from + at.bucket * streams.width) }),
				/* @__PURE__ */ a$1("span", { children: [
					count(shown.counts[at.bucket] ?? 0),
					" documents,",
					" ",
					percent((shown.counts[at.bucket] ?? 0) / Math.max(1, totals[at.bucket] ?? 0))
				] })
			]
		})]
	});
}
/** The names of the layers that are thick enough for one, none over another. */
function namesOf(layers, stacked, { x, y, width }) {
	const taken = [];
	return layers.flatMap(({ key, label, topic }, i) => {
		const each = width / Math.max(1, layers[0] ? layers[0].counts.length - 1 : 1);
		const best = thickest(stacked[i], y, Math.ceil(textWidth(label.slice(0, 60), 11, 600) / 2 / each));
		const size = Math.min(15, best.thickness * .62);
		if (size < 10 || topic === null) return [];
		const text = fitted(label, size, Math.min(width * .4, 320), 600);
		const half = textWidth(text, size, 600) / 2;
		const px = Math.min(width - half - 4, Math.max(half + 4, x(best.bucket)));
		const py = best.middle + size * .35;
		const box = {
			l: px - half,
			r: px + half,
			t: py - size,
			b: py + 2
		};
		if (text === "" || taken.some((o) => box.l < o.r && box.r > o.l && box.t < o.b && box.b > o.t)) return [];
		taken.push(box);
		return [{
			key,
			text,
			size,
			px,
			py
		}];
	});
}
/** Where a layer has most room for its name, so many buckets to each side; the middle of the picture is preferred. */
function thickest(layer, y, reach) {
	let best = {
		bucket: 0,
		thickness: 0,
		middle: 0
	};
	let most = 0;
	const centre = (layer.length - 1) / 2;
	for (let b = 0; b < layer.length; b++) {
		const around = layer.slice(Math.max(0, b - reach), b + reach + 1);
		const top = Math.max(...around.map(([, high]) => y(high)));
		const bottom = Math.min(...around.map(([low]) => y(low)));
		const value = (bottom - top) * (1 - .25 * Math.abs(b / centre - 1));
		if (value <= most) continue;
		most = value;
		best = {
			bucket: b,
			thickness: bottom - top,
			middle: (top + bottom) / 2
		};
	}
	return best;
}
/** The same in words and numbers. */
function StreamTable({ streams }) {
	const link = useTopicLink();
	const layers = layersOf(streams);
	const sum = (counts) => counts.reduce((a, b) => a + b, 0);
	const all = Math.max(1, sum(layers.map(({ counts }) => sum(counts))));
	return /* @__PURE__ */ a$1("table", { children: [/* @__PURE__ */ a$1("thead", { children: /* @__PURE__ */ a$1("tr", { children: [
		/* @__PURE__ */ a$1("th", {
			scope: "col",
			children: "Topic"
		}),
		/* @__PURE__ */ a$1("th", {
			scope: "col",
			class: "number",
			children: "Documents"
		}),
		/* @__PURE__ */ a$1("th", {
			scope: "col",
			class: "number",
			children: "Share"
		})
	] }) }), /* @__PURE__ */ a$1("tbody", { children: layers.map(({ key, label, topic, counts }) => /* @__PURE__ */ a$1("tr", { children: [
		/* @__PURE__ */ a$1("th", {
			scope: "row",
			dir: "auto",
			children: [/* @__PURE__ */ a$1("i", {
				class: `dot ${topic === null ? "hue-none" : hue(topic)}`,
				"aria-hidden": "true"
			}), topic === null ? label : /* @__PURE__ */ a$1("a", {
				href: link(topic),
				children: label
			})]
		}),
		/* @__PURE__ */ a$1("td", {
			class: "number",
			children: count(sum(counts))
		}),
		/* @__PURE__ */ a$1("td", {
			class: "number",
			children: percent(sum(counts) / all)
		})
	] }, key)) })] });
}
// src/web/charts.css?inline
var charts_default$1 = ".thread{fill:var(--card);fill-opacity:.72}.weave{pointer-events:none}.axis line{stroke:var(--line)}.axis text{fill:var(--quiet);font-size:12px}.stream{fill:var(--hue);stroke:var(--card);stroke-width:.8px}.stream.stray{opacity:.5}.dim{opacity:.35}a:focus-visible .stream{stroke:var(--ink);stroke-width:2.5px}.on-stream,.on-spot{fill:#fff;paint-order:stroke;stroke:#000;stroke-opacity:.5;stroke-width:2.5px;pointer-events:none;font-weight:600}.by-spot{fill:var(--ink);paint-order:stroke;stroke:var(--card);stroke-width:3.5px;pointer-events:none}.cursor{stroke:var(--ink);stroke-dasharray:2 3;opacity:.5;pointer-events:none}.under{fill:var(--hue);opacity:.22}.line{fill:none;stroke:var(--hue);stroke-width:2px;stroke-linejoin:round}.spark{vertical-align:middle;display:block}.spark .line{stroke-width:1.6px}.mark line{stroke:var(--quiet);stroke-dasharray:2 3}.mark circle{fill:var(--card);stroke:var(--ink);stroke-width:1.5px}.spot .disc{fill:var(--hue);fill-opacity:.85;stroke:var(--card);stroke-width:1px}.spot .halo{fill:none;stroke:var(--warn);stroke-width:2.5px}.spot .glow{fill:var(--warn);fill-opacity:.22;stroke:none}.spot:hover .disc,.spot:focus-visible .disc{fill-opacity:1;stroke:var(--ink);stroke-width:2px}.icicle .block{fill:var(--hue);fill-opacity:.26}.icicle .parent .block{fill-opacity:.44}.icicle .edge{fill:var(--hue)}.icicle text{pointer-events:none;fill:var(--ink);font-size:14px}.icicle .part{font-size:13px}.icicle .bold{font-weight:600}.icicle a:hover .block{fill-opacity:.6}.icicle a:focus-visible .block{stroke:var(--ink);stroke-width:2.5px}.cloud text{fill:color-mix(in oklab, var(--hue) 45%, var(--ink));font-weight:600}";
// src/web/charts/sparkline.tsx
var WIDTH$1 = 112;
var HEIGHT = 28;
/** A topic's history in a line of text; it says nothing that the row does not say in words too. */
function Sparkline({ topic, history }) {
	const { counts } = history;
	if (counts.length < 2) return /* @__PURE__ */ a$1("span", {
		class: "quiet",
		children: "–"
	});
	const most = Math.max(1, ...counts);
	const x = (i) => tenths(i / (counts.length - 1) * 108 + 2);
	const y = (count) => tenths(25 - count / most * 22);
	const line = counts.map((count, i) => `${x(i)},${y(count)}`).join(" L");
	return /* @__PURE__ */ a$1("svg", {
		class: `spark ${hue(topic)}`,
		viewBox: `0 0 ${WIDTH$1} ${HEIGHT}`,
		width: WIDTH$1,
		height: HEIGHT,
		"aria-hidden": "true",
		children: [/* @__PURE__ */ a$1("path", {
			class: "under",
			d: `M${x(0)},27 L${line} L${x(counts.length - 1)},27Z`
		}), /* @__PURE__ */ a$1("path", {
			class: "line",
			d: `M${line}`
		})]
	});
}
// src/web/parts/events.tsx
var SAYS = {
	born: "was born",
	split: "was split into",
	merged: "was merged into",
	retired: "retired",
	revived: "is back",
	drifted: "has drifted",
	relabelled: "has a new name",
	trending: "is trending",
	cooled: "has cooled",
	migrated: "has migrated",
	renamed: "was renamed",
	pinned: "was pinned",
	unpinned: "was unpinned",
	muted: "was muted",
	unmuted: "is told of again",
	watched: "is watched for",
	refused: "could not be changed"
};
var SIGNS = {
	born: "✦",
	split: "↔",
	merged: "→",
	retired: "◌",
	revived: "↻",
	drifted: "↝",
	relabelled: "✎",
	trending: "▲",
	cooled: "▼",
	migrated: "⇢",
	renamed: "✎",
	pinned: "●",
	unpinned: "○",
	muted: "⊘",
	unmuted: "◉",
	watched: "✦",
	refused: "✕"
};
function TopicLink({ topic, label }) {
	return /* @__PURE__ */ a$1("a", {
		class: "topic-link",
		href: useTopicLink()(topic),
		children: [/* @__PURE__ */ a$1("i", {
			class: `dot ${hue(topic)}`,
			"aria-hidden": "true"
		}), /* @__PURE__ */ a$1("bdi", { children: named$1(label, topic) })]
	});
}
function EventFeed({ events, self }) {
	if (events.length === 0) return /* @__PURE__ */ a$1("p", {
		class: "empty-note",
		children: "Nothing has happened to topics yet."
	});
	return /* @__PURE__ */ a$1("ol", {
		class: "feed",
		children: [...events].reverse().map((event) => /* @__PURE__ */ a$1("li", {
			class: event.type,
			children: [/* @__PURE__ */ a$1("span", {
				class: "sign",
				"aria-hidden": "true",
				children: SIGNS[event.type]
			}), /* @__PURE__ */ a$1("div", { children: [/* @__PURE__ */ a$1("p", { children: [
				event.topic === self ? /* @__PURE__ */ a$1("span", { children: "It" }) : /* @__PURE__ */ a$1(TopicLink, { ...event }),
				event.level === 1 && event.topic !== self && /* @__PURE__ */ a$1("small", {
					class: "tag",
					children: "parent"
				}),
				" ",
				SAYS[event.type],
				event.into.map((topic, i) => /* @__PURE__ */ a$1("span", { children: [i === 0 ? " " : ", ", /* @__PURE__ */ a$1(TopicLink, { ...topic })] }, topic.topic))
			] }), /* @__PURE__ */ a$1("p", {
				class: "quiet",
				children: [
					event.reason,
					event.type === "trending" && risen(event),
					" · ",
					/* @__PURE__ */ a$1("time", { children: instant(event.time) })
				]
			})] })]
		}, event.sequence))
	});
}
function risen({ numbers }) {
	const { recent, expected } = numbers;
	return recent === void 0 || expected === void 0 ? "" : `: ${figure(recent)} where ${figure(expected)} were expected`;
}
// src/web/pages/now.tsx
function Trending({ topics }) {
	if (topics.length === 0) return /* @__PURE__ */ a$1("p", {
		class: "empty-note",
		children: "No topic has far more documents of late than its history lets expect."
	});
	return /* @__PURE__ */ a$1("ul", {
		class: "trending",
		children: topics.slice(0, 12).map((row) => /* @__PURE__ */ a$1(Trend, { row }, row.topic))
	});
}
var Trend = steady(({ row }) => /* @__PURE__ */ a$1("li", { children: [/* @__PURE__ */ a$1("div", { children: [/* @__PURE__ */ a$1(TopicLink, { ...row }), /* @__PURE__ */ a$1("p", {
	class: "quiet",
	children: why(row)
})] }), /* @__PURE__ */ a$1(Sparkline, {
	topic: row.topic,
	history: row.history
})] }));
function why({ rise, words }) {
	const { recent, expected, deviations } = rise;
	return `${figure(recent)} documents of late where ${figure(expected)} were expected (${signed(deviations)} σ): ${words.slice(0, 4).join(", ")}`;
}
// src/web/charts/history.tsx
/** A topic's documents over time, with what happened to it marked. */
var AXIS = 24;
var LEFT = 40;
function HistoryChart({ topic, history, events, height = 200 }) {
	const [frame, width] = useWidth(640);
	const { counts, from, width: step } = history;
	if (counts.length < 2) return /* @__PURE__ */ a$1("p", {
		class: "empty-note",
		children: "Its history begins with the second stretch of time that has documents in it."
	});
	const most = Math.max(1, ...counts);
	const times = time([from, from + (counts.length - 1) * step], [LEFT, width - 8]);
	const x = (i) => times(from + i * step);
	const y = (n) => 14 + (1 - n / most) * (height - AXIS - 18);
	const shape = area().x((_, i) => x(i)).y0(y(0)).y1(y).curve(monotoneX);
	const edge = line().x((_, i) => x(i)).y(y).curve(monotoneX);
	const marks = events.filter(({ time }) => time >= from && time <= from + counts.length * step);
	const length = (counts.length - 1) * step;
	return /* @__PURE__ */ a$1("div", {
		class: "chart",
		ref: frame,
		children: /* @__PURE__ */ a$1("svg", {
			class: hue(topic),
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			role: "img",
			"aria-label": `Documents over time, ${count(most)} at most; ${marks.length} events`,
			children: [
				[
					0,
					most / 2,
					most
				].map((n) => /* @__PURE__ */ a$1("g", {
					class: "axis",
					children: [/* @__PURE__ */ a$1("line", {
						x1: LEFT,
						x2: width - 8,
						y1: y(n),
						y2: y(n)
					}), Number.isInteger(n) && /* @__PURE__ */ a$1("text", {
						x: 34,
						y: y(n) + 4,
						"text-anchor": "end",
						children: count(n)
					})]
				}, n)),
				ticksOf(times, LEFT, width - 8).map(({ time, x: at, anchor }) => /* @__PURE__ */ a$1("g", {
					class: "axis",
					children: /* @__PURE__ */ a$1("text", {
						x: at,
						y: height - 6,
						"text-anchor": anchor,
						children: tick(time, length)
					})
				}, time)),
				/* @__PURE__ */ a$1("path", {
					class: "under",
					d: shape(counts) ?? ""
				}),
				/* @__PURE__ */ a$1("path", {
					class: "line",
					d: edge(counts) ?? ""
				}),
				marks.map(({ sequence, type, time, reason }) => /* @__PURE__ */ a$1("g", {
					class: "mark",
					children: [
						/* @__PURE__ */ a$1("line", {
							x1: times(Math.min(time, from + length)),
							x2: times(Math.min(time, from + length)),
							y1: 10,
							y2: y(0)
						}),
						/* @__PURE__ */ a$1("circle", {
							cx: times(Math.min(time, from + length)),
							cy: 10,
							r: 4
						}),
						/* @__PURE__ */ a$1("title", { children: `${type}, ${instant(time)}: ${reason}` })
					]
				}, sequence))
			]
		})
	});
}
// src/core/show/pack.ts
/** Steps along the spiral, px of its arc, and how far one turn lies from the next. */
var STEP = 4;
var TURN = 5;
/**
* Boxes one after the other, each in the first free place of a spiral out of the middle of the frame, or out of where it
* is wanted. The spiral is as much wider than high as the frame is.
* @param wanted where a box was before: a picture that changes a little stays put
* @returns in the order of the boxes; null for one that has no room left
*/
function packed(boxes, frame, wanted = []) {
	const taken = [];
	const middle = {
		x: frame.width / 2,
		y: frame.height / 2
	};
	const [wide, high] = [Math.sqrt(frame.width / frame.height), Math.sqrt(frame.height / frame.width)];
	const reach = Math.hypot(frame.width, frame.height);
	function free(box, { x, y }) {
		const [w, h] = [box.width / 2, box.height / 2];
		if (x < w || y < h || x > frame.width - w || y > frame.height - h) return false;
		return taken.every((o) => Math.abs(o.x - x) >= w + o.width / 2 || Math.abs(o.y - y) >= h + o.height / 2);
	}
	return boxes.map((box, i) => {
		const from = wanted[i] ?? middle;
		for (let angle = 0, radius = 0; radius < reach;) {
			const place = {
				x: from.x + wide * radius * Math.cos(angle),
				y: from.y + high * radius * Math.sin(angle)
			};
			if (free(box, place)) {
				taken.push({
					...place,
					...box
				});
				return place;
			}
			angle += STEP / Math.max(radius, STEP);
			radius = TURN * angle / (2 * Math.PI);
		}
		return null;
	});
}
// src/web/charts/words.tsx
/** A topic's words: as a cloud to be taken in at a glance, and as bars to be compared. */
var IN_CLOUD = 40;
/** Steps of size; the smallest, and the largest at most, px; room around a word in parts of its size. */
var STEPS = 9;
var LEAST = 13;
var MOST = 54;
var ROOM$1 = {
	width: .35,
	height: 1.16
};
/** Part of the picture that words cover at first; it grows until all have room. */
var COVER = .62;
/** Large words are relevant ones, the most relevant in the middle; a word keeps its place while it has room there. */
function cloudOf(keywords, width, earlier) {
	const some = keywords.slice(0, IN_CLOUD);
	const most = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
	const least = Math.min(...some.map(({ relevance }) => relevance), most);
	const largest = Math.min(MOST, Math.max(26, width / 13));
	const boxes = some.map(({ word, relevance }) => {
		const wanted = LEAST + (Math.round(STEPS * (relevance - least) / (most - least || 1)) / STEPS) ** 1.1 * (largest - LEAST);
		const room = width - 16;
		const size = Math.max(LEAST, Math.min(wanted, wanted * room / textWidth(word, wanted, 600)));
		const text = fitted(word, size, room, 600);
		return {
			text,
			size,
			word,
			width: textWidth(text, size, 600) + ROOM$1.width * size,
			height: ROOM$1.height * size
		};
	});
	const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
	const before = earlier?.width === width ? earlier : null;
	const least0 = Math.max(...boxes.map((box) => box.height), 60);
	for (let height = before?.height ?? Math.max(least0, area / width / COVER);; height *= 1.12) {
		const shift = (height - (before?.height ?? height)) / 2;
		const places = packed(boxes, {
			width,
			height
		}, boxes.map(({ word }) => {
			const place = before?.places.get(word);
			return place && {
				x: place.x,
				y: place.y + shift
			};
		}));
		if (places.includes(null) && height < 4e3) continue;
		const words = boxes.flatMap(({ text, size }, i) => {
			const place = places[i];
			return place && text !== "" ? [{
				text,
				size,
				x: place.x,
				y: place.y
			}] : [];
		});
		const kept = new Map(boxes.flatMap(({ word }, i) => places[i] ? [[word, places[i]]] : []));
		return {
			words,
			height,
			kept: {
				width,
				height,
				places: kept
			}
		};
	}
}
function WordCloud({ keywords, width: given = 900 }) {
	const [frame, width] = useWidth(given);
	const earlier = T(null);
	const { words, height } = w(() => {
		const cloud = cloudOf(keywords, width, earlier.current);
		earlier.current = cloud.kept;
		return cloud;
	}, [keywords, width]);
	return /* @__PURE__ */ a$1("div", {
		class: "chart",
		ref: frame,
		children: /* @__PURE__ */ a$1("svg", {
			class: "cloud",
			width,
			height,
			viewBox: `0 0 ${width} ${height}`,
			role: "img",
			"aria-label": `Words by relevance: ${words.map(({ text }) => text).join(", ")}`,
			children: words.map(({ text, size, x, y }) => /* @__PURE__ */ a$1("text", {
				x: x.toFixed(1),
				y: (y + .35 * size).toFixed(1),
				"font-size": size.toFixed(1),
				"text-anchor": "middle",
				children: text
			}, text))
		})
	});
}
var IN_BARS = 15;
function KeywordBars({ keywords }) {
	const some = keywords.slice(0, IN_BARS);
	const likely = Math.max(...some.map(({ probability }) => probability), 1e-9);
	const relevant = Math.max(...some.map(({ relevance }) => relevance), 1e-9);
	return /* @__PURE__ */ a$1("table", {
		class: "bars",
		children: [/* @__PURE__ */ a$1("thead", { children: /* @__PURE__ */ a$1("tr", { children: [
			/* @__PURE__ */ a$1("th", {
				scope: "col",
				children: "Word"
			}),
			/* @__PURE__ */ a$1("th", {
				scope: "col",
				children: "Relevance"
			}),
			/* @__PURE__ */ a$1("th", {
				scope: "col",
				children: "Probability"
			})
		] }) }), /* @__PURE__ */ a$1("tbody", { children: some.map(({ word, probability, relevance }) => /* @__PURE__ */ a$1("tr", { children: [
			/* @__PURE__ */ a$1("th", {
				scope: "row",
				dir: "auto",
				children: word
			}),
			/* @__PURE__ */ a$1("td", { children: /* @__PURE__ */ a$1(Bar, { part: relevance / relevant }) }),
			/* @__PURE__ */ a$1("td", { children: /* @__PURE__ */ a$1(Bar, {
				part: probability / likely,
				quiet: true,
				text: fine(probability)
			}) })
		] }, word)) })]
	});
}
function Bar({ part, text, quiet = false }) {
	return /* @__PURE__ */ a$1("span", {
		class: `bar${quiet ? " soft" : ""}`,
		children: [/* @__PURE__ */ a$1("i", { style: { width: `${Math.max(.5, part * 100).toFixed(1)}%` } }), text !== void 0 && /* @__PURE__ */ a$1("em", { children: text })]
	});
}
// src/web/pages/topics.tsx
function TopicTable({ topics }) {
	return /* @__PURE__ */ a$1("div", {
		class: "scroll",
		children: /* @__PURE__ */ a$1("table", {
			class: "topics",
			children: [/* @__PURE__ */ a$1("thead", { children: /* @__PURE__ */ a$1("tr", { children: [
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					children: "Topic"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					class: "words",
					children: "Words"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					children: "History"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					class: "number",
					children: "Share"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					class: "number docs",
					children: "Documents"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					class: "number",
					children: "Trend"
				}),
				/* @__PURE__ */ a$1("th", {
					scope: "col",
					class: "late",
					children: "Last document"
				})
			] }) }), /* @__PURE__ */ a$1("tbody", { children: topics.map((row) => /* @__PURE__ */ a$1(Row, { row }, row.topic)) })]
		})
	});
}
var Row = steady(({ row }) => {
	const { status, words, topic, history, share, documents, rise, trending, updated } = row;
	return /* @__PURE__ */ a$1("tr", {
		class: status,
		children: [
			/* @__PURE__ */ a$1("th", {
				scope: "row",
				children: [/* @__PURE__ */ a$1(TopicLink, { ...row }), status === "archived" && /* @__PURE__ */ a$1("small", {
					class: "tag",
					children: "retired"
				})]
			}),
			/* @__PURE__ */ a$1("td", {
				class: "words quiet",
				dir: "auto",
				children: words.join(", ")
			}),
			/* @__PURE__ */ a$1("td", { children: /* @__PURE__ */ a$1(Sparkline, {
				topic,
				history
			}) }),
			/* @__PURE__ */ a$1("td", {
				class: "number",
				children: percent(share)
			}),
			/* @__PURE__ */ a$1("td", {
				class: "number docs",
				children: count(documents)
			}),
			/* @__PURE__ */ a$1("td", {
				class: `number${trending ? " up" : ""}`,
				children: [trending && /* @__PURE__ */ a$1("span", {
					"aria-hidden": "true",
					children: "▲ "
				}), status === "live" ? `${signed(rise.deviations)} σ` : "–"]
			}),
			/* @__PURE__ */ a$1("td", {
				class: "late quiet",
				children: instant(updated)
			})
		]
	});
});
// src/web/pages/topic.tsx
var STATUS = {
	live: "",
	archived: "retired",
	gone: "gone"
};
function TopicView({ page }) {
	const { topic, label, level, status, ancestor, lineage, keywords, exemplars, neighbours, children } = page;
	return /* @__PURE__ */ a$1("article", {
		class: hue(topic),
		children: [
			/* @__PURE__ */ a$1("header", {
				class: "topic-head",
				children: [
					/* @__PURE__ */ a$1("p", {
						class: "quiet",
						children: [
							level === 1 ? "Parent" : "Topic",
							" #",
							topic,
							ancestor && /* @__PURE__ */ a$1($$1, { children: [" in ", /* @__PURE__ */ a$1(TopicLink, { ...ancestor })] }),
							status !== "live" && /* @__PURE__ */ a$1("small", {
								class: "tag",
								children: STATUS[status]
							}),
							page.trending && /* @__PURE__ */ a$1("small", {
								class: "tag up",
								children: "▲ trending"
							}),
							page.pinned && /* @__PURE__ */ a$1("small", {
								class: "tag",
								children: "pinned"
							}),
							page.muted && /* @__PURE__ */ a$1("small", {
								class: "tag",
								children: "muted"
							})
						]
					}),
					/* @__PURE__ */ a$1("h1", { children: [/* @__PURE__ */ a$1("i", {
						class: "dot",
						"aria-hidden": "true"
					}), /* @__PURE__ */ a$1("bdi", { children: named$1(label, topic) })] }),
					/* @__PURE__ */ a$1("p", {
						class: "facts",
						children: [
							/* @__PURE__ */ a$1("b", { children: percent(page.share) }),
							" of the feed · ",
							/* @__PURE__ */ a$1("b", { children: count(page.documents) }),
							" documents · trend",
							" ",
							/* @__PURE__ */ a$1("b", { children: [signed(page.rise.deviations), " σ"] }),
							" · born ",
							instant(page.born),
							" · last document ",
							instant(page.updated)
						]
					}),
					page.trending && /* @__PURE__ */ a$1("p", { children: why(page) }),
					/* @__PURE__ */ a$1(Lineage, { lineage })
				]
			}),
			keywords.length > 0 && /* @__PURE__ */ a$1("section", {
				class: "card wide",
				children: [/* @__PURE__ */ a$1("h2", { children: "Words" }), /* @__PURE__ */ a$1(WordCloud, { keywords })]
			}),
			/* @__PURE__ */ a$1("div", {
				class: "columns",
				children: [/* @__PURE__ */ a$1("section", {
					class: "card",
					children: [
						/* @__PURE__ */ a$1("h2", { children: "History" }),
						/* @__PURE__ */ a$1(HistoryChart, {
							topic,
							history: page.history,
							events: page.events
						}),
						/* @__PURE__ */ a$1(EventFeed, {
							events: page.events,
							self: topic
						})
					]
				}), keywords.length > 0 && /* @__PURE__ */ a$1("section", {
					class: "card",
					children: [/* @__PURE__ */ a$1("h2", { children: "Keywords" }), /* @__PURE__ */ a$1(KeywordBars, { keywords })]
				})]
			}),
			exemplars.length > 0 && /* @__PURE__ */ a$1("section", {
				class: "card wide",
				children: [/* @__PURE__ */ a$1("h2", { children: "Documents that show what it is about" }), /* @__PURE__ */ a$1("ul", {
					class: "documents",
					children: exemplars.map((document) => /* @__PURE__ */ a$1(Document, { document }, document.id))
				})]
			}),
			neighbours.length > 0 && /* @__PURE__ */ a$1("section", {
				class: "card wide",
				children: [/* @__PURE__ */ a$1("h2", { children: "Nearest topics" }), /* @__PURE__ */ a$1("ol", {
					class: "near",
					children: neighbours.map((near) => /* @__PURE__ */ a$1("li", { children: [
						/* @__PURE__ */ a$1(TopicLink, { ...near }),
						/* @__PURE__ */ a$1("span", {
							class: "bar soft",
							children: /* @__PURE__ */ a$1("i", { style: { width: `${Math.max(1, near.cosine * 100).toFixed(1)}%` } })
						}),
						/* @__PURE__ */ a$1("span", {
							class: "number",
							children: cosine(near.cosine)
						})
					] }, near.topic))
				})]
			}),
			children.length > 0 && /* @__PURE__ */ a$1("section", {
				class: "card wide",
				children: [/* @__PURE__ */ a$1("h2", { children: "Its topics" }), /* @__PURE__ */ a$1(TopicTable, { topics: children })]
			})
		]
	});
}
function Lineage({ lineage }) {
	const { origins, parts, absorbed, survivor } = lineage;
	const told = [
		["born from", origins],
		["split into", parts],
		["took in", absorbed],
		["merged into", survivor === null ? [] : [survivor]]
	].filter(([, topics]) => topics.length > 0);
	if (told.length === 0) return null;
	return /* @__PURE__ */ a$1("ul", {
		class: "lineage",
		"aria-label": "Lineage",
		children: told.map(([what, topics]) => /* @__PURE__ */ a$1("li", { children: [/* @__PURE__ */ a$1("span", {
			class: "quiet",
			children: what
		}), topics.map((each) => /* @__PURE__ */ a$1(TopicLink, { ...each }, each.topic))] }, what))
	});
}
/** Text from outside, and never anything but text. */
function Document({ document: { id, title, url, source, excerpt, time } }) {
	const link = safeLink(url);
	const name = title ?? (excerpt === null ? id : null);
	return /* @__PURE__ */ a$1("li", { children: [
		name !== null && /* @__PURE__ */ a$1("h3", {
			dir: "auto",
			children: link === null ? name : /* @__PURE__ */ a$1("a", {
				href: link,
				target: "_blank",
				rel: "noopener noreferrer nofollow",
				children: name
			})
		}),
		excerpt !== null && /* @__PURE__ */ a$1("p", {
			dir: "auto",
			children: excerpt
		}),
		/* @__PURE__ */ a$1("p", {
			class: "quiet",
			children: [
				source !== null && /* @__PURE__ */ a$1($$1, { children: [
					/* @__PURE__ */ a$1("bdi", { children: source }),
					" ·",
					" "
				] }),
				/* @__PURE__ */ a$1("time", { children: instant(time) }),
				name === null && link !== null && /* @__PURE__ */ a$1($$1, { children: [" · ", /* @__PURE__ */ a$1("a", {
					href: link,
					target: "_blank",
					rel: "noopener noreferrer nofollow",
					children: "open"
				})] })
			]
		})
	] });
}
// src/web/palette.css?inline
var palette_default$1 = ":root{--weave:none;--thread:color-mix(in srgb, var(--card) 72%, transparent);--hue-0:var(--lightningcss-light,#4a3aa8)var(--lightningcss-dark,#8c7fe8);--hue-1:var(--lightningcss-light,#2f9bd0)var(--lightningcss-dark,#8ce);--hue-2:var(--lightningcss-light,#2f8f80)var(--lightningcss-dark,#4fbfae);--hue-3:var(--lightningcss-light,#173)var(--lightningcss-dark,#37a35c);--hue-4:var(--lightningcss-light,#858522)var(--lightningcss-dark,#b3b34a);--hue-5:var(--lightningcss-light,#c29a1b)var(--lightningcss-dark,#e3d07c);--hue-6:var(--lightningcss-light,#c56)var(--lightningcss-dark,#e08592);--hue-7:var(--lightningcss-light,#825)var(--lightningcss-dark,#c05a90);--hue-8:var(--lightningcss-light,#a23f92)var(--lightningcss-dark,#d17cc3);--hue-none:var(--lightningcss-light,#b9b6ae)var(--lightningcss-dark,#565b63)}.hue-0{--hue:var(--hue-0)}.hue-1{--hue:var(--hue-1)}.hue-2{--hue:var(--hue-2)}.hue-3{--hue:var(--hue-3)}.hue-4{--hue:var(--hue-4)}.hue-5{--hue:var(--hue-5)}.hue-6{--hue:var(--hue-6)}.hue-7{--hue:var(--hue-7)}.hue-8{--hue:var(--hue-8)}.hue-9{--hue:color-mix(in oklab, var(--hue-0) 62%, var(--tint))}.hue-10{--hue:color-mix(in oklab, var(--hue-1) 62%, var(--tint))}.hue-11{--hue:color-mix(in oklab, var(--hue-2) 62%, var(--tint))}.hue-12{--hue:color-mix(in oklab, var(--hue-3) 62%, var(--tint))}.hue-13{--hue:color-mix(in oklab, var(--hue-4) 62%, var(--tint))}.hue-14{--hue:color-mix(in oklab, var(--hue-5) 62%, var(--tint))}.hue-15{--hue:color-mix(in oklab, var(--hue-6) 62%, var(--tint))}.hue-16{--hue:color-mix(in oklab, var(--hue-7) 62%, var(--tint))}.hue-17{--hue:color-mix(in oklab, var(--hue-8) 62%, var(--tint))}.hue-18{--hue:color-mix(in oklab, var(--hue-0) 74%, var(--shade))}.hue-19{--hue:color-mix(in oklab, var(--hue-1) 74%, var(--shade))}.hue-20{--hue:color-mix(in oklab, var(--hue-2) 74%, var(--shade))}.hue-21{--hue:color-mix(in oklab, var(--hue-3) 74%, var(--shade))}.hue-22{--hue:color-mix(in oklab, var(--hue-4) 74%, var(--shade))}.hue-23{--hue:color-mix(in oklab, var(--hue-5) 74%, var(--shade))}.hue-24{--hue:color-mix(in oklab, var(--hue-6) 74%, var(--shade))}.hue-25{--hue:color-mix(in oklab, var(--hue-7) 74%, var(--shade))}.hue-26{--hue:color-mix(in oklab, var(--hue-8) 74%, var(--shade))}.hue-none{--hue:var(--hue-none);--weave:none}.weave-0{--weave:none}.weave-1{--weave:repeating-linear-gradient(45deg, var(--thread) 0 1.6px, transparent 1.6px 4.2px)}.weave-2{--weave:repeating-linear-gradient(-45deg, var(--thread) 0 1.6px, transparent 1.6px 4.2px)}.weave-3{--weave:radial-gradient(circle, var(--thread) 36%, transparent 40%) center / 4px 4px}.weave-4{--weave:repeating-linear-gradient(0deg, var(--thread) 0 1.6px, transparent 1.6px 4px)}.weave-5{--weave:repeating-linear-gradient(90deg, var(--thread) 0 1.6px, transparent 1.6px 4px)}";
// src/web/style.css?inline
var style_default$1 = ":root{--lightningcss-light:initial;--lightningcss-dark: ;color-scheme:light dark;--paper:var(--lightningcss-light,#faf9f6)var(--lightningcss-dark,#14161a);--card:var(--lightningcss-light,#fff)var(--lightningcss-dark,#1c1f25);--ink:var(--lightningcss-light,#1d2127)var(--lightningcss-dark,#e8e6e1);--quiet:var(--lightningcss-light,#5b6069)var(--lightningcss-dark,#a3a8b1);--line:var(--lightningcss-light,#e4e1da)var(--lightningcss-dark,#31353d);--accent:var(--lightningcss-light,#1f6f63)var(--lightningcss-dark,#6fd0bf);--on-accent:var(--lightningcss-light,#fff)var(--lightningcss-dark,#10201d);--warn:var(--lightningcss-light,#8a3b12)var(--lightningcss-dark,#ffb68a);--warn-paper:var(--lightningcss-light,#fdf0e6)var(--lightningcss-dark,#3a2618);--tint:#fff;--shade:#000;--hue:var(--accent);font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,Noto Sans,Noto Sans CJK SC,sans-serif}@media (prefers-color-scheme:dark){:root{--lightningcss-light: ;--lightningcss-dark:initial}}:root[data-theme=light]{--lightningcss-light:initial;--lightningcss-dark: ;color-scheme:light}:root[data-theme=dark]{--lightningcss-light: ;--lightningcss-dark:initial;color-scheme:dark}*{box-sizing:border-box}body{background:var(--paper);color:var(--ink);margin:0}a{color:var(--accent);text-underline-offset:.15em}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}main:focus{outline:none}h1{letter-spacing:-.015em;overflow-wrap:anywhere;margin:0 0 1rem;font-size:1.7rem;line-height:1.2}h2{margin:0 0 .75rem;font-size:1.05rem}h3{overflow-wrap:anywhere;margin:0;font-size:1rem}p{overflow-wrap:anywhere;margin:0}code{background:var(--line);border-radius:4px;padding:.1em .35em;font-size:.9em}.quiet{color:var(--quiet);font-size:.875rem}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.unseen{clip-path:inset(50%);white-space:nowrap;width:1px;height:1px;position:absolute;overflow:hidden}.skip{position:absolute;left:-999px}.skip:focus{background:var(--card);z-index:9;padding:.5rem 1rem;top:.5rem;left:1rem}.top{z-index:5;background:color-mix(in srgb, var(--paper) 92%, transparent);-webkit-backdrop-filter:blur(8px);backdrop-filter:blur(8px);border-bottom:1px solid var(--line);align-items:center;gap:.5rem 1.25rem;padding:.6rem max(1rem,50vw - 800px);display:flex;position:sticky;top:0}.brand{color:inherit;letter-spacing:-.01em;align-items:center;gap:.5rem;font-weight:650;text-decoration:none;display:flex}.brand path{fill:var(--hue)}.top nav{scrollbar-width:none;flex:1;gap:.15rem;min-width:0;display:flex;overflow-x:auto}.top nav a{color:var(--quiet);white-space:nowrap;border-radius:999px;padding:.35rem .7rem;text-decoration:none}.top nav a:hover{color:var(--ink);background:var(--line)}.top nav a[aria-current]{color:var(--ink);background:var(--line);font-weight:600}.status{color:var(--quiet);white-space:nowrap;font-variant-numeric:tabular-nums;align-items:center;gap:.45rem;font-size:.875rem;display:flex}.status i{background:var(--hue-5);border-radius:50%;width:.6rem;height:.6rem}.status.live i{background:var(--hue-3)}.status.lost i{background:var(--hue-6)}.theme{border:1px solid var(--line);background:var(--card);color:inherit;cursor:pointer;border-radius:50%;flex:none;width:2.1rem;height:2.1rem;font-size:1rem;line-height:1}main{max-width:1600px;margin:0 auto;padding:1.5rem 1rem 4rem;display:block}.card{background:var(--card);border:1px solid var(--line);border-radius:12px;min-width:0;margin-bottom:1rem;padding:1rem 1.15rem}.card>header{flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.5rem 1rem;margin-bottom:.75rem;display:flex}.card>header h2{margin:0}.columns{grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));align-items:start;gap:0 1rem;display:grid}.figures{grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:0 0 1rem;display:grid}.figures>div{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.75rem 1rem}.figures dt{color:var(--quiet);font-size:.875rem}.figures dd{flex-wrap:wrap;align-items:baseline;gap:0 .5rem;margin:0;display:flex}.figures b{letter-spacing:-.02em;font-variant-numeric:tabular-nums;font-size:1.75rem;font-weight:620}.figures small{color:var(--quiet)}.figures .warn b{color:var(--warn)}.notice{border:1px solid var(--line);border-left:4px solid var(--accent);background:var(--card);border-radius:8px;margin-bottom:1rem;padding:.6rem .9rem}.notice.warn{border-left-color:var(--warn);background:var(--warn-paper)}.empty-note{color:var(--quiet);padding:.5rem 0}.state{text-align:center;justify-items:center;gap:.75rem;max-width:34rem;margin:8vh auto;display:grid}.state h2{margin:0;font-size:1.3rem}.state p{color:var(--quiet)}.state label{text-align:left;gap:.25rem;width:min(100%,22rem);display:grid}.skeleton{max-width:none;margin:1rem 0}.skeleton i{background:linear-gradient(100deg, var(--line) 30%, var(--card) 50%, var(--line) 70%) 0 0 / 300% 100%;border-radius:12px;width:100%;height:5.5rem;display:block}.skeleton i:first-child{height:4rem}.skeleton i:nth-child(2){height:18rem}.pulse-dot{background:var(--accent);border-radius:50%;width:1.2rem;height:1.2rem}@keyframes shimmer{to{background-position:-300% 0}}@keyframes breathe{50%{opacity:.3;transform:scale(.8)}}button,.button,select,input,textarea{font:inherit;color:inherit}button[type=submit],.button{background:var(--accent);color:var(--on-accent);cursor:pointer;border:0;border-radius:8px;padding:.5rem 1rem;font-weight:600;text-decoration:none}button:disabled{opacity:.55;cursor:default}input,select,textarea{background:var(--card);border:1px solid color-mix(in srgb, var(--quiet) 60%, transparent);border-radius:8px;width:100%;padding:.45rem .6rem}.filters{flex-wrap:wrap;gap:.75rem;margin-bottom:1rem;display:flex}.filters label{color:var(--quiet);gap:.2rem;font-size:.875rem;display:grid}.filters .grow{flex:16rem}.switch{border:1px solid var(--line);border-radius:8px;display:inline-flex;overflow:hidden}.switch button{cursor:pointer;color:var(--quiet);background:0 0;border:0;padding:.25rem .75rem;font-size:.875rem}.switch button[aria-pressed=true]{background:var(--line);color:var(--ink);font-weight:600}details{margin-top:.75rem}summary{cursor:pointer;color:var(--quiet);font-size:.875rem}.scroll{overflow-x:auto}table{border-spacing:0;width:100%;font-size:.9375rem}th{text-align:left;font-weight:500}thead th{color:var(--quiet);border-bottom:1px solid var(--line);white-space:nowrap;padding:.25rem .6rem;font-size:.8125rem}thead th.number{text-align:right}tbody th,tbody td{border-bottom:1px solid color-mix(in srgb, var(--line) 60%, transparent);vertical-align:middle;padding:.4rem .6rem}tbody tr:last-child>*{border-bottom:0}tbody th{overflow-wrap:anywhere;max-width:26rem}.topics tbody tr:hover{background:color-mix(in srgb, var(--line) 40%, transparent)}.topics td.words{text-overflow:ellipsis;white-space:nowrap;max-width:28rem;overflow:hidden}.topics .archived{opacity:.75}.up{color:var(--warn);font-weight:600}.tag{color:var(--quiet);white-space:nowrap;border:1px solid;border-radius:999px;margin-left:.5rem;padding:0 .5rem;font-size:.75rem}.tag.up{color:var(--warn)}.pages{color:var(--quiet);align-items:baseline;gap:1rem;padding-top:.75rem;font-size:.875rem;display:flex}.dot{background:var(--weave), var(--hue);border-radius:50%;flex:none;width:.7em;height:.7em;margin-right:.45em;display:inline-block}.topic-link{color:inherit;font-weight:550;text-decoration:none}.topic-link:hover{text-decoration:underline;-webkit-text-decoration-color:var(--hue);text-decoration-color:var(--hue)}.chart{position:relative}.chart svg{max-width:100%;display:block}.tip{z-index:3;pointer-events:none;background:var(--card);border:1px solid var(--line);overflow-wrap:anywhere;border-radius:8px;max-width:min(20rem,60vw);padding:.5rem .75rem;font-size:.875rem;display:grid;position:absolute;translate:14px -50%;box-shadow:0 6px 20px #0000002e}.tip.left{translate:calc(-100% - 14px) -50%}.tip b{-webkit-line-clamp:2;-webkit-box-orient:vertical;display:-webkit-box;overflow:hidden}.tip span{color:var(--quiet)}.trending,.feed,.near,.documents,.legend,.lineage{margin:0;padding:0;list-style:none}.trending li{border-bottom:1px solid var(--line);justify-content:space-between;align-items:center;gap:1rem;padding:.5rem 0;display:flex}.trending li:last-child{border:0}.trending div{min-width:0}.trending .spark{flex:none}.feed{max-height:30rem;overflow-y:auto}.feed li{border-bottom:1px solid color-mix(in srgb, var(--line) 60%, transparent);gap:.75rem;padding:.45rem 0;display:flex}.feed .sign{text-align:center;width:1.5rem;color:var(--quiet);flex:none}.feed .trending .sign{color:var(--warn)}.feed div{min-width:0}.near li{grid-template-columns:minmax(8rem,1fr) minmax(4rem,1fr) 3rem;align-items:center;gap:1rem;padding:.3rem 0;display:grid}.documents{grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1.25rem 1.5rem;display:grid}.documents li{border-left:3px solid var(--hue);align-content:start;gap:.25rem;min-width:0;padding-left:.85rem;display:grid}.legend{flex-wrap:wrap;gap:.35rem 1.25rem;padding-top:.75rem;font-size:.875rem;display:flex}.legend a{color:inherit}.lineage{flex-wrap:wrap;gap:.35rem 1.5rem;margin-top:.5rem;display:flex}.lineage li{flex-wrap:wrap;align-items:baseline;gap:.25rem .75rem;display:flex}.topic-head{margin-bottom:1rem}.topic-head h1{margin:.25rem 0;font-size:2rem}.facts b{font-variant-numeric:tabular-nums}.bars th{width:12rem}.bars tbody td,.bars tbody th{border:0;padding:.18rem .6rem}.bar{background:color-mix(in srgb, var(--line) 55%, transparent);border-radius:5px;height:1.35rem;display:grid;position:relative;overflow:hidden}.bar i{background:var(--hue);border-radius:5px 0 0 5px;height:100%}.bar.soft i{opacity:.45}.bar em{font-variant-numeric:tabular-nums;text-shadow:0 0 3px var(--card), 0 0 3px var(--card);font-size:.8125rem;font-style:normal;line-height:1.35rem;position:absolute;right:.5rem}.theta th{width:45%}.try{gap:.75rem;display:grid}.try label{gap:.35rem;display:grid}.try .row{flex-wrap:wrap;align-items:center;gap:.5rem 1rem;display:flex}.topics tbody th{overflow-wrap:break-word;min-width:8.5rem}@media (width<=720px){.top{flex-wrap:wrap}.top nav{flex-basis:100%;order:9}.status{margin-left:auto}.topics td.words,.topics th.words,.topics .docs,.topics .late{display:none}.card{padding:.85rem}tbody th,tbody td,thead th{padding-inline:.35rem}.topics .spark{width:56px}.topics tbody th{min-width:7.25rem;font-size:.9375rem}.figures b{font-size:1.4rem}.topic-head h1{font-size:1.5rem}.bars th{width:7rem}}@media (width>=2000px){:root{font-size:18px}main{max-width:2100px}.top{padding-inline:max(1rem,50vw - 1050px)}}@media (prefers-reduced-motion:no-preference){.skeleton i{animation:1.6s linear infinite shimmer}.pulse-dot{animation:1.6s ease-in-out infinite breathe}.stream{transition:opacity .15s}}@media (forced-colors:active){.dot,.bar i,.stream,.spot .disc,.icicle .block{forced-color-adjust:none}}.steer{margin-top:1rem}.steer summary{cursor:pointer}.steer .row,.steer-line{flex-wrap:wrap;align-items:end;gap:.5rem .75rem;margin-top:.75rem;display:flex}.steer .row button{color:inherit;font:inherit;cursor:pointer;background:0 0;border:1px solid;border-radius:.5rem;padding:.4rem .9rem}.steer-line label{flex:16rem;gap:.25rem;max-width:32rem;display:grid}";
// src/web/charts.css?raw
var charts_default = "/* What charts are made of. The pictures of `report --format png` have these rules too: plain selectors and SVG only. */\n.thread {\n  fill: var(--card);\n  fill-opacity: 0.72;\n}\n.weave {\n  pointer-events: none;\n}\n.axis line {\n  stroke: var(--line);\n}\n.axis text {\n  fill: var(--quiet);\n  font-size: 12px;\n}\n.stream {\n  fill: var(--hue);\n  stroke: var(--card);\n  stroke-width: 0.8;\n}\n.stream.stray {\n  opacity: 0.5;\n}\n.dim {\n  opacity: 0.35;\n}\na:focus-visible .stream {\n  stroke: var(--ink);\n  stroke-width: 2.5;\n}\n.on-stream,\n.on-spot {\n  fill: #ffffff;\n  paint-order: stroke;\n  stroke: #000000;\n  stroke-opacity: 0.5;\n  stroke-width: 2.5px;\n  font-weight: 600;\n  pointer-events: none;\n}\n.by-spot {\n  fill: var(--ink);\n  paint-order: stroke;\n  stroke: var(--card);\n  stroke-width: 3.5px;\n  pointer-events: none;\n}\n.cursor {\n  stroke: var(--ink);\n  stroke-dasharray: 2 3;\n  opacity: 0.5;\n  pointer-events: none;\n}\n.under {\n  fill: var(--hue);\n  opacity: 0.22;\n}\n.line {\n  fill: none;\n  stroke: var(--hue);\n  stroke-width: 2;\n  stroke-linejoin: round;\n}\n.spark {\n  vertical-align: middle;\n  display: block;\n}\n.spark .line {\n  stroke-width: 1.6;\n}\n.mark line {\n  stroke: var(--quiet);\n  stroke-dasharray: 2 3;\n}\n.mark circle {\n  fill: var(--card);\n  stroke: var(--ink);\n  stroke-width: 1.5;\n}\n.spot .disc {\n  fill: var(--hue);\n  fill-opacity: 0.85;\n  stroke: var(--card);\n  stroke-width: 1;\n}\n.spot .halo {\n  fill: none;\n  stroke: var(--warn);\n  stroke-width: 2.5;\n}\n.spot .glow {\n  fill: var(--warn);\n  fill-opacity: 0.22;\n  stroke: none;\n}\n.spot:hover .disc,\n.spot:focus-visible .disc {\n  fill-opacity: 1;\n  stroke: var(--ink);\n  stroke-width: 2;\n}\n.icicle .block {\n  fill: var(--hue);\n  fill-opacity: 0.26;\n}\n.icicle .parent .block {\n  fill-opacity: 0.44;\n}\n.icicle .edge {\n  fill: var(--hue);\n}\n.icicle text {\n  pointer-events: none;\n  fill: var(--ink);\n  font-size: 14px;\n}\n.icicle .part {\n  font-size: 13px;\n}\n.icicle .bold {\n  font-weight: 600;\n}\n.icicle a:hover .block {\n  fill-opacity: 0.6;\n}\n.icicle a:focus-visible .block {\n  stroke: var(--ink);\n  stroke-width: 2.5;\n}\n.cloud text {\n  fill: color-mix(in oklab, var(--hue) 45%, var(--ink));\n  font-weight: 600;\n}\n";
// src/web/palette.css?raw
var palette_default = "/*\n * Nine hues that stay apart with any colour vision (after Paul Tol's muted scheme), each in three tints, for both themes;\n * and six weaves, threads over the colour, for the topics that come after the first 27.\n */\n:root {\n  --weave: none;\n  --thread: color-mix(in srgb, var(--card) 72%, transparent);\n  --hue-0: light-dark(#4a3aa8, #8c7fe8);\n  --hue-1: light-dark(#2f9bd0, #88ccee);\n  --hue-2: light-dark(#2f8f80, #4fbfae);\n  --hue-3: light-dark(#117733, #37a35c);\n  --hue-4: light-dark(#858522, #b3b34a);\n  --hue-5: light-dark(#c29a1b, #e3d07c);\n  --hue-6: light-dark(#cc5566, #e08592);\n  --hue-7: light-dark(#882255, #c05a90);\n  --hue-8: light-dark(#a23f92, #d17cc3);\n  --hue-none: light-dark(#b9b6ae, #565b63);\n}\n.hue-0 {\n  --hue: var(--hue-0);\n}\n.hue-1 {\n  --hue: var(--hue-1);\n}\n.hue-2 {\n  --hue: var(--hue-2);\n}\n.hue-3 {\n  --hue: var(--hue-3);\n}\n.hue-4 {\n  --hue: var(--hue-4);\n}\n.hue-5 {\n  --hue: var(--hue-5);\n}\n.hue-6 {\n  --hue: var(--hue-6);\n}\n.hue-7 {\n  --hue: var(--hue-7);\n}\n.hue-8 {\n  --hue: var(--hue-8);\n}\n.hue-9 {\n  --hue: color-mix(in oklab, var(--hue-0) 62%, var(--tint));\n}\n.hue-10 {\n  --hue: color-mix(in oklab, var(--hue-1) 62%, var(--tint));\n}\n.hue-11 {\n  --hue: color-mix(in oklab, var(--hue-2) 62%, var(--tint));\n}\n.hue-12 {\n  --hue: color-mix(in oklab, var(--hue-3) 62%, var(--tint));\n}\n.hue-13 {\n  --hue: color-mix(in oklab, var(--hue-4) 62%, var(--tint));\n}\n.hue-14 {\n  --hue: color-mix(in oklab, var(--hue-5) 62%, var(--tint));\n}\n.hue-15 {\n  --hue: color-mix(in oklab, var(--hue-6) 62%, var(--tint));\n}\n.hue-16 {\n  --hue: color-mix(in oklab, var(--hue-7) 62%, var(--tint));\n}\n.hue-17 {\n  --hue: color-mix(in oklab, var(--hue-8) 62%, var(--tint));\n}\n.hue-18 {\n  --hue: color-mix(in oklab, var(--hue-0) 74%, var(--shade));\n}\n.hue-19 {\n  --hue: color-mix(in oklab, var(--hue-1) 74%, var(--shade));\n}\n.hue-20 {\n  --hue: color-mix(in oklab, var(--hue-2) 74%, var(--shade));\n}\n.hue-21 {\n  --hue: color-mix(in oklab, var(--hue-3) 74%, var(--shade));\n}\n.hue-22 {\n  --hue: color-mix(in oklab, var(--hue-4) 74%, var(--shade));\n}\n.hue-23 {\n  --hue: color-mix(in oklab, var(--hue-5) 74%, var(--shade));\n}\n.hue-24 {\n  --hue: color-mix(in oklab, var(--hue-6) 74%, var(--shade));\n}\n.hue-25 {\n  --hue: color-mix(in oklab, var(--hue-7) 74%, var(--shade));\n}\n.hue-26 {\n  --hue: color-mix(in oklab, var(--hue-8) 74%, var(--shade));\n}\n.hue-none {\n  --hue: var(--hue-none);\n  --weave: none;\n}\n.weave-0 {\n  --weave: none;\n}\n.weave-1 {\n  --weave: repeating-linear-gradient(45deg, var(--thread) 0 1.6px, transparent 1.6px 4.2px);\n}\n.weave-2 {\n  --weave: repeating-linear-gradient(-45deg, var(--thread) 0 1.6px, transparent 1.6px 4.2px);\n}\n.weave-3 {\n  --weave: radial-gradient(circle, var(--thread) 36%, transparent 40%) center / 4px 4px;\n}\n.weave-4 {\n  --weave: repeating-linear-gradient(0deg, var(--thread) 0 1.6px, transparent 1.6px 4px);\n}\n.weave-5 {\n  --weave: repeating-linear-gradient(90deg, var(--thread) 0 1.6px, transparent 1.6px 4px);\n}\n";
// src/web/plain.ts
/**
* Rules of plain selectors with their values worked out. A rule that speaks of --hue becomes one for each class that sets
* it, for elements of that class and for what is in them.
*/
function plainStyle(css, theme) {
	const rules = rulesOf(css);
	const root = new Map(rules.filter(({ selectors }) => selectors.includes(":root")).flatMap((r) => r.declarations));
	const hues = rules.flatMap(({ selectors, declarations }) => {
		const hue = declarations.find(([property]) => property === "--hue")?.[1];
		return hue === void 0 ? [] : selectors.filter((s) => s.startsWith(".")).map((selector) => ({
			selector,
			hue
		}));
	});
	return rules.flatMap(({ selectors, declarations }) => {
		const plain = selectors.filter((selector) => !/[:@[]/.test(selector));
		const own = declarations.filter(([property]) => !property.startsWith("--"));
		if (plain.length === 0 || own.length === 0) return [];
		if (!own.some(([, value]) => value.includes("var(--hue)"))) return [written(plain, own, root, theme)];
		return hues.map(({ selector, hue }) => {
			return written(plain.flatMap((one) => within(one, selector)), own, new Map([...root, ["--hue", hue]]), theme);
		});
	}).join("\n");
}
/** A selector for elements of a class and for what is in them, wherever among its ancestors that one is. */
function within(selector, hue) {
	const parts = selector.split(" ");
	const joined = (i, part) => parts.map((each, k) => k === i ? part : each).join(" ");
	return parts.flatMap((part, i) => [joined(i, `${hue} ${part}`), joined(i, `${part}${hue}`)]);
}
function rulesOf(css) {
	return [...css.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, head = "", body = ""]) => ({
		selectors: head.split(",").map((selector) => selector.trim()),
		declarations: body.split(";").filter((line) => line.includes(":")).map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()])
	}));
}
function written(selectors, declarations, variables, theme) {
	const body = declarations.map(([property, value]) => `${property}:${resolved(value, variables, theme)}`);
	return `${selectors.join(",")}{${body.join(";")}}`;
}
function resolved(value, variables, theme) {
	return value.replace(/var\((--[\w-]+)\)/g, (all, name) => {
		const found = variables.get(name);
		return found === void 0 ? all : resolved(found, variables, theme);
	}).replace(/light-dark\(([^,()]+), ([^,()]+)\)/g, (_, light, dark) => theme === "light" ? light : dark).replace(/color-mix\(in oklab, (#\w{6}) ([\d.]+)%, (#\w{6})\)/g, (_, a, part, b) => mixed(a, b, Number(part) / 100));
}
/** Between two colours, so much of the first, in Oklab (Ottosson 2020). */
function mixed(a, b, part) {
	const [x, y] = [oklab(a), oklab(b)];
	return hex(x.map((v, i) => part * v + (1 - part) * y[i]));
}
function oklab(colour) {
	const [r = 0, g = 0, b = 0] = [
		1,
		3,
		5
	].map((at) => {
		const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
	});
	const l = Math.cbrt(.4122214708 * r + .5363325363 * g + .0514459929 * b);
	const m = Math.cbrt(.2119034982 * r + .6806995451 * g + .1073969566 * b);
	const s = Math.cbrt(.0883024619 * r + .2817188376 * g + .6299787005 * b);
	return [
		.2104542553 * l + .793617785 * m - .0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + .4505937099 * s,
		.0259040371 * l + .7827717662 * m - .808675766 * s
	];
}
function hex([lightness = 0, a = 0, b = 0]) {
	const l = (lightness + .3963377774 * a + .2158037573 * b) ** 3;
	const m = (lightness - .1055613458 * a - .0638541728 * b) ** 3;
	const s = (lightness - .0894841775 * a - 1.291485548 * b) ** 3;
	return `#${[
		4.0767416621 * l - 3.3077115913 * m + .2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - .3413193965 * s,
		-.0041960863 * l - .7034186147 * m + 1.707614701 * s
	].map((c) => Math.min(1, Math.max(0, c <= .0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - .055))).map((c) => Math.round(c * 255).toString(16).padStart(2, "0")).join("")}`;
}
// src/web/picture.tsx
/** px; of the whole and around it. */
var WIDTH = 1400;
var EDGE = 48;
var ROOM = 1304;
var TITLE = 44;
/** Topics whose words are shown, and in how many columns. */
var CLOUDS = 6;
var COLUMNS = 3;
/** What renderers have; each letter that the first one lacks is taken from another font. */
var FONTS = "'Noto Sans','DejaVu Sans','Liberation Sans',Arial,Helvetica,'Noto Sans CJK SC',sans-serif";
/** A whole SVG document with the charts that are asked for. All text in it is text, whatever the documents say. */
function picture(report, names, theme) {
	const makers = {
		streams: () => streams(report),
		hierarchy: () => hierarchy(report),
		map: () => map(report),
		words: () => words(report)
	};
	const parts = [heading(report), ...names.flatMap((name) => makers[name]())];
	let y = EDGE;
	const body = parts.map(({ svg, height }) => {
		const placed = `<g transform="translate(${EDGE} ${y})">${svg}</g>`;
		y += height;
		return placed;
	});
	const rules = plainStyle(`${":root {\n  color-scheme: light dark;\n  --paper: light-dark(#faf9f6, #14161a);\n  --card: light-dark(#ffffff, #1c1f25);\n  --ink: light-dark(#1d2127, #e8e6e1);\n  --quiet: light-dark(#5b6069, #a3a8b1);\n  --line: light-dark(#e4e1da, #31353d);\n  --accent: light-dark(#1f6f63, #6fd0bf);\n  --on-accent: light-dark(#ffffff, #10201d);\n  --warn: light-dark(#8a3b12, #ffb68a);\n  --warn-paper: light-dark(#fdf0e6, #3a2618);\n  --tint: #ffffff;\n  --shade: #000000;\n  --hue: var(--accent);\n  font:\n    16px / 1.5 system-ui,\n    -apple-system,\n    \"Segoe UI\",\n    Roboto,\n    \"Noto Sans\",\n    \"Noto Sans CJK SC\",\n    sans-serif;\n}\n:root[data-theme=\"light\"] {\n  color-scheme: light;\n}\n:root[data-theme=\"dark\"] {\n  color-scheme: dark;\n}\n* {\n  box-sizing: border-box;\n}\nbody {\n  margin: 0;\n  background: var(--paper);\n  color: var(--ink);\n}\na {\n  color: var(--accent);\n  text-underline-offset: 0.15em;\n}\n:focus-visible {\n  outline: 2px solid var(--accent);\n  outline-offset: 2px;\n  border-radius: 3px;\n}\nmain:focus {\n  outline: none;\n}\nh1 {\n  font-size: 1.7rem;\n  line-height: 1.2;\n  margin: 0 0 1rem;\n  letter-spacing: -0.015em;\n  overflow-wrap: anywhere;\n}\nh2 {\n  font-size: 1.05rem;\n  margin: 0 0 0.75rem;\n}\nh3 {\n  font-size: 1rem;\n  margin: 0;\n  overflow-wrap: anywhere;\n}\np {\n  margin: 0;\n  overflow-wrap: anywhere;\n}\ncode {\n  font-size: 0.9em;\n  background: var(--line);\n  padding: 0.1em 0.35em;\n  border-radius: 4px;\n}\n.quiet {\n  color: var(--quiet);\n  font-size: 0.875rem;\n}\n.number {\n  text-align: right;\n  font-variant-numeric: tabular-nums;\n  white-space: nowrap;\n}\n.unseen {\n  position: absolute;\n  width: 1px;\n  height: 1px;\n  overflow: hidden;\n  clip-path: inset(50%);\n  white-space: nowrap;\n}\n.skip {\n  position: absolute;\n  left: -999px;\n}\n.skip:focus {\n  left: 1rem;\n  top: 0.5rem;\n  background: var(--card);\n  padding: 0.5rem 1rem;\n  z-index: 9;\n}\n\n.top {\n  position: sticky;\n  top: 0;\n  z-index: 5;\n  display: flex;\n  align-items: center;\n  gap: 0.5rem 1.25rem;\n  padding: 0.6rem max(1rem, calc((100vw - 1600px) / 2));\n  background: color-mix(in srgb, var(--paper) 92%, transparent);\n  backdrop-filter: blur(8px);\n  border-bottom: 1px solid var(--line);\n}\n.brand {\n  display: flex;\n  align-items: center;\n  gap: 0.5rem;\n  color: inherit;\n  text-decoration: none;\n  font-weight: 650;\n  letter-spacing: -0.01em;\n}\n.brand path {\n  fill: var(--hue);\n}\n.top nav {\n  display: flex;\n  gap: 0.15rem;\n  flex: 1;\n  min-width: 0;\n  overflow-x: auto;\n  scrollbar-width: none;\n}\n.top nav a {\n  padding: 0.35rem 0.7rem;\n  border-radius: 999px;\n  color: var(--quiet);\n  text-decoration: none;\n  white-space: nowrap;\n}\n.top nav a:hover {\n  color: var(--ink);\n  background: var(--line);\n}\n.top nav a[aria-current] {\n  color: var(--ink);\n  background: var(--line);\n  font-weight: 600;\n}\n.status {\n  display: flex;\n  align-items: center;\n  gap: 0.45rem;\n  color: var(--quiet);\n  font-size: 0.875rem;\n  white-space: nowrap;\n  font-variant-numeric: tabular-nums;\n}\n.status i {\n  width: 0.6rem;\n  height: 0.6rem;\n  border-radius: 50%;\n  background: var(--hue-5);\n}\n.status.live i {\n  background: var(--hue-3);\n}\n.status.lost i {\n  background: var(--hue-6);\n}\n.theme {\n  border: 1px solid var(--line);\n  background: var(--card);\n  color: inherit;\n  border-radius: 50%;\n  width: 2.1rem;\n  height: 2.1rem;\n  font-size: 1rem;\n  line-height: 1;\n  cursor: pointer;\n  flex: none;\n}\nmain {\n  display: block;\n  max-width: 1600px;\n  margin: 0 auto;\n  padding: 1.5rem 1rem 4rem;\n}\n\n.card {\n  background: var(--card);\n  border: 1px solid var(--line);\n  border-radius: 12px;\n  padding: 1rem 1.15rem;\n  min-width: 0;\n  margin-bottom: 1rem;\n}\n.card > header {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.5rem 1rem;\n  align-items: baseline;\n  justify-content: space-between;\n  margin-bottom: 0.75rem;\n}\n.card > header h2 {\n  margin: 0;\n}\n.columns {\n  display: grid;\n  grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr));\n  gap: 0 1rem;\n  align-items: start;\n}\n.figures {\n  display: grid;\n  grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));\n  gap: 0.75rem;\n  margin: 0 0 1rem;\n}\n.figures > div {\n  background: var(--card);\n  border: 1px solid var(--line);\n  border-radius: 12px;\n  padding: 0.75rem 1rem;\n}\n.figures dt {\n  color: var(--quiet);\n  font-size: 0.875rem;\n}\n.figures dd {\n  margin: 0;\n  display: flex;\n  flex-wrap: wrap;\n  align-items: baseline;\n  gap: 0 0.5rem;\n}\n.figures b {\n  font-size: 1.75rem;\n  font-weight: 620;\n  letter-spacing: -0.02em;\n  font-variant-numeric: tabular-nums;\n}\n.figures small {\n  color: var(--quiet);\n}\n.figures .warn b {\n  color: var(--warn);\n}\n.notice {\n  border: 1px solid var(--line);\n  border-left: 4px solid var(--accent);\n  border-radius: 8px;\n  padding: 0.6rem 0.9rem;\n  margin-bottom: 1rem;\n  background: var(--card);\n}\n.notice.warn {\n  border-left-color: var(--warn);\n  background: var(--warn-paper);\n}\n.empty-note {\n  color: var(--quiet);\n  padding: 0.5rem 0;\n}\n\n.state {\n  max-width: 34rem;\n  margin: 8vh auto;\n  text-align: center;\n  display: grid;\n  gap: 0.75rem;\n  justify-items: center;\n}\n.state h2 {\n  font-size: 1.3rem;\n  margin: 0;\n}\n.state p {\n  color: var(--quiet);\n}\n.state label {\n  display: grid;\n  gap: 0.25rem;\n  text-align: left;\n  width: min(100%, 22rem);\n}\n.skeleton {\n  margin: 1rem 0;\n  max-width: none;\n}\n.skeleton i {\n  display: block;\n  width: 100%;\n  height: 5.5rem;\n  border-radius: 12px;\n  background: linear-gradient(100deg, var(--line) 30%, var(--card) 50%, var(--line) 70%) 0 0 / 300% 100%;\n}\n.skeleton i:first-child {\n  height: 4rem;\n}\n.skeleton i:nth-child(2) {\n  height: 18rem;\n}\n.pulse-dot {\n  width: 1.2rem;\n  height: 1.2rem;\n  border-radius: 50%;\n  background: var(--accent);\n}\n@keyframes shimmer {\n  to {\n    background-position: -300% 0;\n  }\n}\n@keyframes breathe {\n  50% {\n    opacity: 0.3;\n    transform: scale(0.8);\n  }\n}\n\nbutton,\n.button,\nselect,\ninput,\ntextarea {\n  font: inherit;\n  color: inherit;\n}\nbutton[type=\"submit\"],\n.button {\n  background: var(--accent);\n  color: var(--on-accent);\n  border: 0;\n  border-radius: 8px;\n  padding: 0.5rem 1rem;\n  cursor: pointer;\n  text-decoration: none;\n  font-weight: 600;\n}\nbutton:disabled {\n  opacity: 0.55;\n  cursor: default;\n}\ninput,\nselect,\ntextarea {\n  background: var(--card);\n  border: 1px solid color-mix(in srgb, var(--quiet) 60%, transparent);\n  border-radius: 8px;\n  padding: 0.45rem 0.6rem;\n  width: 100%;\n}\n.filters {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.75rem;\n  margin-bottom: 1rem;\n}\n.filters label {\n  display: grid;\n  gap: 0.2rem;\n  font-size: 0.875rem;\n  color: var(--quiet);\n}\n.filters .grow {\n  flex: 1 1 16rem;\n}\n.switch {\n  display: inline-flex;\n  border: 1px solid var(--line);\n  border-radius: 8px;\n  overflow: hidden;\n}\n.switch button {\n  border: 0;\n  background: none;\n  padding: 0.25rem 0.75rem;\n  cursor: pointer;\n  color: var(--quiet);\n  font-size: 0.875rem;\n}\n.switch button[aria-pressed=\"true\"] {\n  background: var(--line);\n  color: var(--ink);\n  font-weight: 600;\n}\ndetails {\n  margin-top: 0.75rem;\n}\nsummary {\n  cursor: pointer;\n  color: var(--quiet);\n  font-size: 0.875rem;\n}\n\n.scroll {\n  overflow-x: auto;\n}\n/* Borders that cells share would be worked out for the whole table with each figure that changes. */\ntable {\n  border-spacing: 0;\n  width: 100%;\n  font-size: 0.9375rem;\n}\nth {\n  text-align: left;\n  font-weight: 500;\n}\nthead th {\n  color: var(--quiet);\n  font-size: 0.8125rem;\n  padding: 0.25rem 0.6rem;\n  border-bottom: 1px solid var(--line);\n  white-space: nowrap;\n}\nthead th.number {\n  text-align: right;\n}\ntbody th,\ntbody td {\n  padding: 0.4rem 0.6rem;\n  border-bottom: 1px solid color-mix(in srgb, var(--line) 60%, transparent);\n  vertical-align: middle;\n}\ntbody tr:last-child > * {\n  border-bottom: 0;\n}\ntbody th {\n  max-width: 26rem;\n  overflow-wrap: anywhere;\n}\n.topics tbody tr:hover {\n  background: color-mix(in srgb, var(--line) 40%, transparent);\n}\n.topics td.words {\n  max-width: 28rem;\n  overflow: hidden;\n  text-overflow: ellipsis;\n  white-space: nowrap;\n}\n.topics .archived {\n  opacity: 0.75;\n}\n.up {\n  color: var(--warn);\n  font-weight: 600;\n}\n.tag {\n  border: 1px solid currentColor;\n  border-radius: 999px;\n  padding: 0 0.5rem;\n  margin-left: 0.5rem;\n  font-size: 0.75rem;\n  color: var(--quiet);\n  white-space: nowrap;\n}\n.tag.up {\n  color: var(--warn);\n}\n.pages {\n  display: flex;\n  gap: 1rem;\n  align-items: baseline;\n  padding-top: 0.75rem;\n  color: var(--quiet);\n  font-size: 0.875rem;\n}\n\n.dot {\n  display: inline-block;\n  width: 0.7em;\n  height: 0.7em;\n  border-radius: 50%;\n  background: var(--weave), var(--hue);\n  margin-right: 0.45em;\n  flex: none;\n}\n.topic-link {\n  color: inherit;\n  text-decoration: none;\n  font-weight: 550;\n}\n.topic-link:hover {\n  text-decoration: underline;\n  text-decoration-color: var(--hue);\n}\n.chart {\n  position: relative;\n}\n.chart svg {\n  display: block;\n  max-width: 100%;\n}\n.tip {\n  position: absolute;\n  z-index: 3;\n  pointer-events: none;\n  display: grid;\n  background: var(--card);\n  border: 1px solid var(--line);\n  border-radius: 8px;\n  padding: 0.5rem 0.75rem;\n  font-size: 0.875rem;\n  box-shadow: 0 6px 20px rgb(0 0 0 / 18%);\n  max-width: min(20rem, 60vw);\n  translate: 14px -50%;\n  overflow-wrap: anywhere;\n}\n.tip.left {\n  translate: calc(-100% - 14px) -50%;\n}\n.tip b {\n  display: -webkit-box;\n  -webkit-line-clamp: 2;\n  -webkit-box-orient: vertical;\n  overflow: hidden;\n}\n.tip span {\n  color: var(--quiet);\n}\n\n.trending,\n.feed,\n.near,\n.documents,\n.legend,\n.lineage {\n  list-style: none;\n  margin: 0;\n  padding: 0;\n}\n.trending li {\n  display: flex;\n  gap: 1rem;\n  align-items: center;\n  justify-content: space-between;\n  padding: 0.5rem 0;\n  border-bottom: 1px solid var(--line);\n}\n.trending li:last-child {\n  border: 0;\n}\n.trending div {\n  min-width: 0;\n}\n.trending .spark {\n  flex: none;\n}\n.feed {\n  max-height: 30rem;\n  overflow-y: auto;\n}\n.feed li {\n  display: flex;\n  gap: 0.75rem;\n  padding: 0.45rem 0;\n  border-bottom: 1px solid color-mix(in srgb, var(--line) 60%, transparent);\n}\n.feed .sign {\n  flex: none;\n  width: 1.5rem;\n  text-align: center;\n  color: var(--quiet);\n}\n.feed .trending .sign {\n  color: var(--warn);\n}\n.feed div {\n  min-width: 0;\n}\n.near li {\n  display: grid;\n  grid-template-columns: minmax(8rem, 1fr) minmax(4rem, 1fr) 3rem;\n  gap: 1rem;\n  align-items: center;\n  padding: 0.3rem 0;\n}\n.documents {\n  display: grid;\n  grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));\n  gap: 1.25rem 1.5rem;\n}\n.documents li {\n  border-left: 3px solid var(--hue);\n  padding-left: 0.85rem;\n  min-width: 0;\n  display: grid;\n  gap: 0.25rem;\n  align-content: start;\n}\n.legend {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.35rem 1.25rem;\n  padding-top: 0.75rem;\n  font-size: 0.875rem;\n}\n.legend a {\n  color: inherit;\n}\n.lineage {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.35rem 1.5rem;\n  margin-top: 0.5rem;\n}\n.lineage li {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.25rem 0.75rem;\n  align-items: baseline;\n}\n.topic-head {\n  margin-bottom: 1rem;\n}\n.topic-head h1 {\n  margin: 0.25rem 0;\n  font-size: 2rem;\n}\n.facts b {\n  font-variant-numeric: tabular-nums;\n}\n.bars th {\n  width: 12rem;\n}\n.bars tbody td,\n.bars tbody th {\n  border: 0;\n  padding: 0.18rem 0.6rem;\n}\n.bar {\n  display: grid;\n  position: relative;\n  height: 1.35rem;\n  background: color-mix(in srgb, var(--line) 55%, transparent);\n  border-radius: 5px;\n  overflow: hidden;\n}\n.bar i {\n  background: var(--hue);\n  border-radius: 5px 0 0 5px;\n  height: 100%;\n}\n.bar.soft i {\n  opacity: 0.45;\n}\n.bar em {\n  position: absolute;\n  right: 0.5rem;\n  font-style: normal;\n  font-size: 0.8125rem;\n  line-height: 1.35rem;\n  font-variant-numeric: tabular-nums;\n  text-shadow:\n    0 0 3px var(--card),\n    0 0 3px var(--card);\n}\n.theta th {\n  width: 45%;\n}\n\n.try {\n  display: grid;\n  gap: 0.75rem;\n}\n.try label {\n  display: grid;\n  gap: 0.35rem;\n}\n.try .row {\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.5rem 1rem;\n  align-items: center;\n}\n\n.topics tbody th {\n  min-width: 8.5rem;\n  overflow-wrap: break-word;\n}\n@media (max-width: 720px) {\n  .top {\n    flex-wrap: wrap;\n  }\n  .top nav {\n    order: 9;\n    flex-basis: 100%;\n  }\n  .status {\n    margin-left: auto;\n  }\n  .topics td.words,\n  .topics th.words,\n  .topics .docs,\n  .topics .late {\n    display: none;\n  }\n  .card {\n    padding: 0.85rem;\n  }\n  tbody th,\n  tbody td,\n  thead th {\n    padding-inline: 0.35rem;\n  }\n  .topics .spark {\n    width: 56px;\n  }\n  .topics tbody th {\n    min-width: 7.25rem;\n    font-size: 0.9375rem;\n  }\n  .figures b {\n    font-size: 1.4rem;\n  }\n  .topic-head h1 {\n    font-size: 1.5rem;\n  }\n  .bars th {\n    width: 7rem;\n  }\n}\n@media (min-width: 2000px) {\n  :root {\n    font-size: 18px;\n  }\n  main {\n    max-width: 2100px;\n  }\n  .top {\n    padding-inline: max(1rem, calc((100vw - 2100px) / 2));\n  }\n}\n@media (prefers-reduced-motion: no-preference) {\n  .skeleton i {\n    animation: shimmer 1.6s linear infinite;\n  }\n  .pulse-dot {\n    animation: breathe 1.6s ease-in-out infinite;\n  }\n  .stream {\n    transition: opacity 0.15s;\n  }\n}\n@media (forced-colors: active) {\n  .dot,\n  .bar i,\n  .stream,\n  .spot .disc,\n  .icicle .block {\n    forced-color-adjust: none;\n  }\n}\n\n.steer {\n  margin-top: 1rem;\n}\n\n.steer summary {\n  cursor: pointer;\n}\n\n.steer .row,\n.steer-line {\n  display: flex;\n  flex-wrap: wrap;\n  align-items: end;\n  gap: 0.5rem 0.75rem;\n  margin-top: 0.75rem;\n}\n\n.steer .row button {\n  padding: 0.4rem 0.9rem;\n  border: 1px solid currentColor;\n  border-radius: 0.5rem;\n  background: none;\n  color: inherit;\n  font: inherit;\n  cursor: pointer;\n}\n\n.steer-line label {\n  display: grid;\n  flex: 1 1 16rem;\n  max-width: 32rem;\n  gap: 0.25rem;\n}\n".match(/:root \{[^}]*\}/)?.[0] ?? ""}${palette_default}${charts_default}.paper{fill:var(--card)} .ink{fill:var(--ink)} .soft{fill:var(--quiet)} .heading{fill:var(--ink);font-weight:600}.disc-of{fill:var(--hue)}`, theme);
	return allowed(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${Math.ceil(y)}" viewBox="0 0 ${WIDTH} ${Math.ceil(y)}" font-family="${FONTS}"><style>${rules}</style>${svgOf(/* @__PURE__ */ a$1(Weaves, {}))}<rect class="paper" width="100%" height="100%"/>${body.join("")}</svg>`);
}
/** Characters that XML has no way to write are left out: one of a document would spoil the whole. */
function allowed(xml) {
	return xml.toWellFormed().replace(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, " ");
}
/** What a chart draws, without what is around it on a page. */
function svgOf(chart) {
	const html = z$1(chart);
	return html.slice(html.indexOf("<svg"), html.lastIndexOf("</svg>") + 6);
}
function heightOf(svg) {
	return Number(svg.match(/^<svg[^>]* height="([\d.]+)"/)?.[1] ?? 0);
}
function section(title, svg, height = heightOf(svg)) {
	return {
		svg: `${z$1(/* @__PURE__ */ a$1("text", {
			class: "heading",
			y: 22,
			"font-size": 20,
			children: title
		}))}<g transform="translate(0 ${TITLE})">${svg}</g>`,
		height: TITLE + height + 40
	};
}
function heading({ feed, from, to, documents, total, stray }) {
	const facts = `${instant(from)} to ${instant(to)} · ${count(documents)} documents · ${count(total)} topics · ${percent(stray)} without a topic`;
	return {
		svg: z$1(/* @__PURE__ */ a$1("g", { children: [/* @__PURE__ */ a$1("text", {
			class: "heading",
			y: 34,
			"font-size": 34,
			children: fitted(`The topics of ${feed}`, 34, ROOM, 600)
		}), /* @__PURE__ */ a$1("text", {
			class: "soft",
			y: 66,
			"font-size": 17,
			children: fitted(facts, 17, ROOM)
		})] })),
		height: 104
	};
}
function streams({ streams: all }) {
	if (all.topics.length === 0 || all.stray.length < 2) return [];
	const svg = svgOf(/* @__PURE__ */ a$1(Streamgraph, {
		streams: all,
		share: false,
		width: ROOM,
		height: 420
	}));
	const { svg: names, height } = legend(all.topics);
	const below = heightOf(svg) + 14;
	return [section("What it was about", `${svg}<g transform="translate(0 ${below})">${names}</g>`, below + height)];
}
function hierarchy({ hierarchy: all, total }) {
	if (total === 0) return [];
	return [section("Hierarchy", svgOf(/* @__PURE__ */ a$1(Icicle, {
		hierarchy: all,
		focus: null,
		link: () => "#",
		width: ROOM
	})))];
}
function map({ map: all }) {
	if (all.points.length === 0) return [];
	return [section("Map: what is near in meaning is near", svgOf(/* @__PURE__ */ a$1(Scatter, {
		map: all,
		width: ROOM,
		height: 720
	})))];
}
function words({ topics }) {
	const some = topics.filter(({ keywords }) => keywords.length > 0).slice(0, CLOUDS);
	if (some.length === 0) return [];
	const width = ROOM / COLUMNS - 24;
	let y = 0;
	let svg = "";
	for (let first = 0; first < some.length; first += COLUMNS) {
		let highest = 0;
		some.slice(first, first + COLUMNS).forEach((page, column) => {
			const cloud = svgOf(/* @__PURE__ */ a$1(WordCloud, {
				keywords: page.keywords,
				width: Math.floor(width)
			}));
			highest = Math.max(highest, heightOf(cloud));
			const name = z$1(/* @__PURE__ */ a$1(Name, {
				topic: page.topic,
				label: page.label,
				size: 16,
				room: width
			}));
			svg += `<g class="${hue(page.topic)}" transform="translate(${column * (ROOM / COLUMNS)} ${y})">${name}<g transform="translate(0 34)">${cloud}</g></g>`;
		});
		y += highest + 62;
	}
	return [section("Words of the largest topics", svg, y)];
}
/** Names with their looks, as many in a row as fit. */
function legend(topics) {
	const SIZE = 15;
	let [x, y] = [0, 0];
	return {
		svg: topics.map(({ topic, label }) => {
			const width = Math.min(textWidth(named$1(label, topic), SIZE), 380) + 46;
			if (x + width > ROOM) [x, y] = [0, y + 27];
			const entry = `<g transform="translate(${x} ${y})">${z$1(/* @__PURE__ */ a$1(Name, {
				topic,
				label,
				size: SIZE,
				room: width
			}))}</g>`;
			x += width;
			return entry;
		}).join(""),
		height: y + 27
	};
}
function Name({ topic, label, size, room }) {
	const weave = threads(topic);
	const disc = {
		cx: 7,
		cy: 9,
		r: 7
	};
	return /* @__PURE__ */ a$1("g", {
		class: hue(topic),
		children: [
			/* @__PURE__ */ a$1("circle", {
				class: "disc-of",
				...disc
			}),
			weave !== null && /* @__PURE__ */ a$1("circle", {
				...disc,
				fill: weave
			}),
			/* @__PURE__ */ a$1("text", {
				class: "ink",
				x: 22,
				y: 9 + size * .35,
				"font-size": size,
				children: fitted(named$1(label, topic), size, room - 22)
			})
		]
	});
}
// src/web/report.tsx
/** The sheet that `leitmotif report` writes: the pictures of the pages, without a script, on one page. */
var OWN = `
main { max-width: 1100px; }
.chart svg { width: 100%; height: auto; }
main > .quiet { margin-bottom: 1rem; }
.feed { max-height: none; }
article { border-top: 1px solid var(--line); padding-top: 1.5rem; margin-top: 2rem; break-inside: avoid; }
article h1 { font-size: 1.5rem; }
.foot { color: var(--quiet); font-size: 0.875rem; margin-top: 3rem; }
@media print { .card { break-inside: avoid; } body { background: none; } }
`;
/** Nothing is fetched and nothing runs, whatever stands in the documents. */
var POLICY = "default-src 'none'; style-src 'unsafe-inline'";
/** A whole HTML document. */
function render(report, version) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>Topics · Leitmotif</title>
<style>${palette_default$1}${charts_default$1}${style_default$1}${OWN}</style>
</head>
<body>${z$1(/* @__PURE__ */ a$1(Sheet, {
		report,
		version
	}))}</body>
</html>
`;
}
function Sheet({ report, version }) {
	const { feed, from, to, documents, stray, streams, trending, hierarchy, map, topics, total, events, model } = report;
	const shown = new Set(topics.map(({ topic }) => topic));
	const link = (topic) => shown.has(topic) ? `#topic-${topic}` : "#topics";
	return /* @__PURE__ */ a$1(TopicLinks.Provider, {
		value: link,
		children: [/* @__PURE__ */ a$1(Weaves, {}), /* @__PURE__ */ a$1("main", { children: [
			/* @__PURE__ */ a$1("h1", { children: ["The topics of ", /* @__PURE__ */ a$1("bdi", { children: feed })] }),
			/* @__PURE__ */ a$1("p", {
				class: "quiet",
				children: [
					instant(from),
					" to ",
					instant(to)
				]
			}),
			/* @__PURE__ */ a$1("dl", {
				class: "figures",
				children: [
					/* @__PURE__ */ a$1(Figure, {
						name: "Documents",
						value: count(documents)
					}),
					/* @__PURE__ */ a$1(Figure, {
						name: "Topics",
						value: count(total)
					}),
					/* @__PURE__ */ a$1(Figure, {
						name: "Parents",
						value: count(hierarchy.parents.length)
					}),
					/* @__PURE__ */ a$1(Figure, {
						name: "Without a topic",
						value: percent(stray)
					})
				]
			}),
			streams.topics.length > 0 && streams.stray.length > 1 && /* @__PURE__ */ a$1("section", {
				class: "card",
				children: [
					/* @__PURE__ */ a$1("h2", { children: "What it was about" }),
					/* @__PURE__ */ a$1(Streamgraph, {
						streams,
						share: false
					}),
					/* @__PURE__ */ a$1(StreamTable, { streams })
				]
			}),
			/* @__PURE__ */ a$1("section", {
				class: "card",
				children: [/* @__PURE__ */ a$1("h2", { children: "Trending" }), /* @__PURE__ */ a$1(Trending, { topics: trending })]
			}),
			total > 0 && /* @__PURE__ */ a$1($$1, { children: [/* @__PURE__ */ a$1("section", {
				class: "card",
				children: [/* @__PURE__ */ a$1("h2", { children: "Hierarchy" }), /* @__PURE__ */ a$1(Icicle, {
					hierarchy,
					focus: null,
					link: (topic) => topic === null ? "#" : link(topic)
				})]
			}), /* @__PURE__ */ a$1("section", {
				class: "card",
				children: [/* @__PURE__ */ a$1("h2", { children: "Map" }), /* @__PURE__ */ a$1(Scatter, {
					map,
					height: 600
				})]
			})] }),
			/* @__PURE__ */ a$1("section", {
				class: "card",
				id: "topics",
				children: [/* @__PURE__ */ a$1("h2", { children: total > topics.length ? `The ${count(topics.length)} largest of ${count(total)} topics` : "Topics" }), total === 0 ? /* @__PURE__ */ a$1("p", {
					class: "empty-note",
					children: "There is no topic yet."
				}) : /* @__PURE__ */ a$1(TopicTable, { topics })]
			}),
			/* @__PURE__ */ a$1("section", {
				class: "card",
				children: [/* @__PURE__ */ a$1("h2", { children: "What happened" }), /* @__PURE__ */ a$1(EventFeed, { events })]
			}),
			topics.map((page) => /* @__PURE__ */ a$1("section", {
				id: `topic-${page.topic}`,
				children: /* @__PURE__ */ a$1(TopicView, { page })
			}, page.topic)),
			/* @__PURE__ */ a$1("p", {
				class: "foot",
				children: [
					"Leitmotif ",
					version,
					", model version ",
					count(model),
					". Times are of the machine that made this sheet."
				]
			})
		] })]
	});
}
function Figure({ name, value }) {
	return /* @__PURE__ */ a$1("div", { children: [/* @__PURE__ */ a$1("dt", { children: name }), /* @__PURE__ */ a$1("dd", { children: /* @__PURE__ */ a$1("b", { children: value }) })] });
}
export { picture, render };
