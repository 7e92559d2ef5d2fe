package io.limpet.search.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The events of one request body: one object, an array, or several objects one after the other.
 *
 * @param accepted the valid ones, in order
 * @param refused the others
 */
public record EventBatch(List<Event> accepted, List<Refusal> refused) {
  /** After so many refusals nothing more is read: it is not a list of events. */
  static final int REFUSALS = 10_000;

  /**
   * Reads a body. Where the text stops being JSON the reading ends, since nobody can say where the
   * next event begins; what stood before counts. With {@code lines}, every line is an event of its
   * own and a bad one spoils only itself.
   *
   * @param eventIds gives an id to an event without one
   * @param nowMillis stands in for a missing timestamp
   */
  public static EventBatch read(
      byte[] body, boolean lines, Supplier<String> eventIds, long nowMillis) {
    var batch = new EventBatch(new ArrayList<>(), new ArrayList<>());
    var reader = new EventReader(eventIds, nowMillis);
    if (lines) {
      Lines.of(body).forEachWhile((index, line) -> batch.add(index, reader.read(line)));
    } else {
      batch.readValues(body, reader);
    }
    return batch;
  }

  private void readValues(byte[] body, EventReader reader) {
    int index = 0;
    try (JsonParser parser = EventReader.parser(body)) {
      boolean more = true;
      while (more && parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          while (more && parser.nextToken() != JsonToken.END_ARRAY) {
            more = add(index, reader.read(parser));
            index++;
          }
        } else {
          more = add(index, reader.read(parser));
          index++;
        }
      }
    } catch (JsonProcessingException e) {
      add(index, EventReader.malformed(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private boolean add(int index, EventResult result) {
    switch (result) {
      case EventResult.Accepted read -> accepted.add(read.event());
      case EventResult.Rejected not -> refused.add(Refusal.of(index, not.rejection()));
    }
    if (refused.size() < REFUSALS) {
      return true;
    }
    refused.add(
        Refusal.of(
            index + 1,
            new Rejection(
                RejectReason.TOO_MANY,
                "",
                REFUSALS + " were refused; nothing from here on was read, mend and send it anew")));
    return false;
  }
}
