package io.limpet.core.codec;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.io.IOException;

/** {@link CleanEvent} as Avro. */
public final class CleanEventCodec extends DirectCodec<CleanEvent> {
  public CleanEventCodec() {
    super("clean-event.v1.avsc");
  }

  @Override
  void write(CleanEvent clean, AvroBytes out) {
    Event event = clean.event();
    out.putString(event.eventId());
    out.putLong(event.type().code());
    out.putOptional(event.userId());
    out.putOptional(event.anonymousId());
    out.putOptional(event.sessionId());
    out.putString(clean.sessionId());
    out.putLong(event.timestampMillis());
    out.begin(event.items().size());
    for (LineItem item : event.items()) {
      out.putString(item.itemId());
      out.putLong(item.quantity());
      out.putOptional(item.price());
      out.putOptional(item.index());
    }
    out.end();
    out.putOptional(event.value());
    out.putOptional(event.currency());
    out.putOptional(event.query());
    out.putOptional(event.recommendationId());
    out.putStrings(event.properties());
    out.putLong(clean.receivedMillis());
    out.putLong(clean.originPartition());
    out.putLong(clean.originOffset());
  }

  @Override
  CleanEvent read(AvroView in) throws IOException {
    String eventId = in.readString();
    EventType type = EventType.ofCode(in.readInt());
    String userId = in.readOptionalString();
    String anonymousId = in.readOptionalString();
    String clientSessionId = in.readOptionalString();
    String sessionId = in.readString();
    var event =
        new Event(
            eventId,
            type,
            userId,
            anonymousId,
            clientSessionId,
            in.readLong(),
            in.readList(CleanEventCodec::line),
            in.readOptionalDouble(),
            in.readOptionalString(),
            in.readOptionalString(),
            in.readOptionalString(),
            in.readMap(AvroView::readString));
    return new CleanEvent(event, sessionId, in.readLong(), in.readInt(), in.readLong());
  }

  private static LineItem line(AvroView in) throws IOException {
    return new LineItem(
        in.readString(), in.readInt(), in.readOptionalDouble(), in.readOptionalInt());
  }
}
