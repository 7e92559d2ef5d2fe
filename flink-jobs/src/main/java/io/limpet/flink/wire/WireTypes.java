package io.limpet.flink.wire;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The types of what travels between operators. Nothing goes through Kryo. */
public final class WireTypes {
  /** A cleaned event, or one on its way to be. */
  public static final TypeInformation<CleanEvent> CLEAN_EVENT =
      of(CleanEvent.class, Topics.EVENTS_CLEAN);

  /** What a device hands over to a user. */
  public static final TypeInformation<HandOver> HAND_OVER = of(HandOver.class, Topics.IDENTITIES);

  /** An answer. */
  public static final TypeInformation<Served> SERVED = of(Served.class, Topics.SERVED);

  /** A raw event. */
  public static final TypeInformation<RawEvent> RAW_EVENT = TypeInformation.of(RawEvent.class);

  /** A record of a compacted topic. */
  public static final TypeInformation<TopicRecord> TOPIC_RECORD =
      TypeInformation.of(TopicRecord.class);

  private WireTypes() {}

  /** Values of a topic, in its encoding. */
  public static <T> TypeInformation<T> of(Class<T> type, Topic<T> topic) {
    return new Type<>(type, new TopicSerializer<>(topic));
  }

  /** Values that a serialiser of their own writes. */
  public static <T> TypeInformation<T> by(Class<T> type, TypeSerializer<T> serializer) {
    return new Type<>(type, serializer);
  }

  /** What is to be written to a topic. */
  public static <T> TypeInformation<Keyed<T>> keyed(Topic<T> topic) {
    return new Type<>(Keyed.class, new KeyedSerializer<>(new TopicSerializer<>(topic)));
  }
}
