/** True for addresses and names that only this machine can reach. */
export function isLoopback(host) {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    return name === 'localhost' || name === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name);
}
//# sourceMappingURL=loopback.js.map