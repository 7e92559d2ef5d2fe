package io.limpet.lake.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBatchesTest {
  private static final String HEADER =
      "user_id,item_id,event,timestamp,session_id,quantity,price,value\n";

  @TempDir Path directory;

  @Test
  void joinsRowsOfOneDeedIntoOneEvent() throws IOException {
    List<Event> events =
        read(
            "u,a,buy,1769860800,s,2,1.5,3\n"
                + "u,b,buy,1769860800,s,1,4,4\n"
                + "u,b,buy,1769860801,s,1,,\n"
                + "u,b,cart,1769860801,s,1,,\n"
                + "u,b,cart,1769860801,t,1,,\n"
                + "v,b,cart,1769860801,t,1,,\n");

    assertThat(events).hasSize(5);
    Event first = events.getFirst();
    assertThat(first.type()).isEqualTo(EventType.PURCHASE);
    assertThat(first.items())
        .containsExactly(new LineItem("a", 2, 1.5, null), new LineItem("b", 1, 4.0, null));
    assertThat(first.value()).isEqualTo(7.0);
    assertThat(first.sessionId()).isEqualTo("s");
    assertThat(events.get(1).value()).isNull();
    assertThat(events).extracting(Event::visitor).containsExactly("u", "u", "u", "u", "v");
  }

  @Test
  void keepsRatingsApart() throws IOException {
    assertThat(read("u,a,rate,1769860800,,,,5\nu,b,rate,1769860800,,,,3\n"))
        .extracting(Event::value)
        .containsExactly(5.0, 3.0);
  }

  @Test
  void givesTheSameIdsForTheSameContentAndOthersForOther() throws IOException {
    String rows = "u,a,view,1769860800,,,,\nu,a,view,1769860801,,,,\n";
    List<String> ids = read(rows).stream().map(Event::eventId).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(read(rows)).extracting(Event::eventId).isEqualTo(ids);
    assertThat(read("w,a,view,1769860800,,,,\n" + rows))
        .extracting(Event::eventId)
        .doesNotContainAnyElementsOf(ids);
  }

  @Test
  void turnsThePrefixIntoAnAnonymousId() throws IOException {
    Event event = read("anonymous:536414,a,buy,1769860800,,,,\n").getFirst();

    assertThat(event.userId()).isNull();
    assertThat(event.anonymousId()).isEqualTo("536414");
    assertThat(event.visitor()).isEqualTo("anonymous:536414");
  }

  @Test
  void splitsWhatIsTooLongForOneEvent() throws IOException {
    String rows =
        IntStream.range(0, 1_500)
            .mapToObj(i -> "u,i" + i + ",buy,1769860800,s,,,\n")
            .collect(Collectors.joining());

    assertThat(read(rows)).extracting(event -> event.items().size()).containsExactly(1_000, 500);
  }

  @Test
  void refusesTimesThatTheStackWouldRefuse() {
    assertThatThrownBy(() -> read("u,a,view,604800,,,,\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 2: timestamp 1970-01-08T00:00:00Z is before 1995");
  }

  private List<Event> read(String rows) throws IOException {
    Path file = Files.writeString(directory.resolve("interactions.csv"), HEADER + rows);
    List<Event> events = new ArrayList<>();
    try (EventBatches batches = EventBatches.open(file)) {
      batches.forEachRemaining(events::add);
    }
    return events;
  }
}
