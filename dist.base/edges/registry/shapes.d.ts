import { type Command, type Exemplar, type PhiRecord, type ThetaRecord, type TopicEventRecord } from '../../core/types.ts';
import type { Shape } from './codec.ts';
/** An exemplar as it lies in Avro: what is missing is null. */
export interface AvroExemplar extends Omit<Exemplar, 'title' | 'url' | 'source'> {
    readonly title: string | null;
    readonly url: string | null;
    readonly source: string | null;
}
export declare function toExemplar(exemplar: Exemplar): AvroExemplar;
export declare function fromExemplar(record: AvroExemplar): Exemplar;
export declare const theta: Shape<ThetaRecord>;
export declare const phi: Shape<PhiRecord>;
export declare const events: Shape<TopicEventRecord>;
export interface AvroCommand {
    readonly kind: string;
    readonly topic: number | null;
    readonly into: number | null;
    readonly text: string | null;
}
export declare function toCommand(command: Command): AvroCommand;
export declare const control: Shape<Command>;
