/**
 * kafkajs 2.2.4 has each connection look every millisecond, for as long as it lives, whether a request waits for the broker
 * to throttle it no longer (tulios/kafkajs#1704). From now on it looks only while one does.
 */
export declare function letConnectionsRest(): void;
