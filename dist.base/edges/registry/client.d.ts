export type Compatibility = 'BACKWARD' | 'BACKWARD_TRANSITIVE' | 'FORWARD' | 'FORWARD_TRANSITIVE' | 'FULL' | 'FULL_TRANSITIVE';
/** Keeps Avro schemas. Every call throws `transient` when the registry is away, `fatal` when it refuses us. */
export interface SchemaRegistry {
    /**
     * The id of this schema under this subject; registered as a new version unless it is there already.
     * Throws `fatal` with the registry's reasons when it is not compatible with the versions before.
     */
    register(subject: string, schema: string): Promise<number>;
    /** The id of a schema that is registered under the subject. Throws `fatal` when it is not. */
    find(subject: string, schema: string): Promise<number>;
    /** The schema with this id, whoever registered it; null when there is none. */
    schema(id: number): Promise<string | null>;
    /** What later versions of the subject are held to; the subject need not exist. */
    setCompatibility(subject: string, level: Compatibility): Promise<void>;
    /** Resolves when the registry answers and accepts us. */
    check(): Promise<void>;
}
export interface SchemaRegistryOptions {
    /** Root of the API: `http://host:8081` (Confluent, Karapace, Redpanda) or `http://host:8080/apis/ccompat/v7` (Apicurio). May carry `user:password@`. */
    readonly url: string;
    /** HTTP basic authentication; wins over credentials in the URL. */
    readonly auth?: {
        readonly username: string;
        readonly password: string;
    };
    /** For one request, ms; 10,000 by default. */
    readonly timeout?: number;
    readonly fetch?: typeof fetch;
}
/**
 * A client of a registry with Confluent's REST API. It doesn't retry: the caller does, on `transient` faults.
 * A certificate authority of your own is trusted through `NODE_EXTRA_CA_CERTS`.
 */
export declare function schemaRegistry(options: SchemaRegistryOptions): SchemaRegistry;
