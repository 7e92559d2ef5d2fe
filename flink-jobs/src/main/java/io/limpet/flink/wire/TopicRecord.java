package io.limpet.flink.wire;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a compacted topic says of a key, for operators that follow several of them.
 *
 * @param topic name
 * @param key of the record
 * @param value of the record in the topic's encoding; null takes the key back
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was read
public record TopicRecord(String topic, String key, byte @Nullable [] value)
    implements Serializable {}
