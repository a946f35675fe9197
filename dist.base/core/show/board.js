export {};
//# sourceMappingURL=board.js.map