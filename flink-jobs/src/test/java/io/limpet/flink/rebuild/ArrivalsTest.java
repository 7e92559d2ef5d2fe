package io.limpet.flink.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.identity.HandOver;
import io.limpet.core.profile.UserProfile;
import io.limpet.fixtures.SampleEvents;
import io.limpet.lake.row.LakeRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final long NOON = SampleEvents.NOON;

  @TempDir Path folder;

  @Test
  void givesEachVisitorsEventsInTheOrderOfArrivalWhateverTheOrderOfFiles() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, List<String>> arrived = new HashMap<>();
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String visitor = "v" + random.nextInt(50);
      // Several of a millisecond; when they happened says nothing.
      CleanEvent event = event("e" + i, visitor, random.nextInt(), NOON + i / 3, 0, i);
      arrived.computeIfAbsent(visitor, key -> new ArrayList<>()).add("e" + i);
      events.add(event);
    }
    Collections.shuffle(events, random);
    assertThat(inOrder(events)).as("seed " + seed).isEqualTo(arrived);
  }

  @Test
  void keepsTheOrderOfAPartitionWhenTheClockOfKafkaGoesBack() throws IOException {
    List<CleanEvent> events =
        List.of(
            event("third", "ann", 0, NOON + 5, 0, 3),
            event("second", "ann", 0, NOON - 9_000, 0, 2),
            event("other", "ann", 0, NOON + 3, 1, 1),
            event("first", "ann", 0, NOON, 0, 1));
    assertThat(inOrder(events))
        .isEqualTo(Map.of("ann", List.of("first", "second", "other", "third")));
  }

  @Test
  void goesByTheTimeOfArrivalWhereFilesDoNotSayTheOrigin() throws IOException {
    int unknown = LakeRow.UNKNOWN;
    List<CleanEvent> events =
        List.of(
            event("second", "ann", 0, NOON + 1, unknown, unknown),
            event("first", "ann", 9, NOON, unknown, unknown),
            event("third", "ann", 0, NOON + 1, unknown, unknown),
            event("fourth", "ann", 0, NOON + 2, 0, 1));
    Map<String, List<String>> inOrder = inOrder(events);
    assertThat(inOrder).isEqualTo(Map.of("ann", List.of("first", "second", "third", "fourth")));
  }

  @Test
  void putsWhatADeviceHandsOverBehindWhatCameBefore() throws IOException {
    try (var arrivals = new Arrivals(folder, 10)) {
      arrivals.add(event("later", "ann", 0, NOON + 1, 0, 2));
      arrivals.add(event("before", "ann", 0, NOON, 0, 1));
      arrivals.add(new HandOver("ann", "anonymous:a", UserProfile.empty(), NOON, "sign-in", 1, 1));
      arrivals.flush();
      assertThat(arrivals.devices()).isEmpty();
      List<String> ids = new ArrayList<>();
      for (Either<CleanEvent, HandOver> deed : Arrivals.read(arrivals.users().getFirst())) {
        ids.add(deed.isLeft() ? deed.left().event().eventId() : deed.right().eventId());
      }
      assertThat(ids).containsExactly("before", "sign-in", "later");
    }
  }

  @Test
  void keepsDevicesAndUsersApart() throws IOException {
    try (var arrivals = new Arrivals(folder, 10)) {
      arrivals.add(event("u", "ann", 0, NOON, 0, 1));
      arrivals.add(
          SampleEvents.clean(
              SampleEvents.anonymous("d", EventType.VIEW_ITEM, "phone", NOON, "mug"), 2));
      arrivals.flush();
      assertThat(Arrivals.read(arrivals.users().getFirst())).hasSize(1);
      assertThat(Arrivals.read(arrivals.devices().getFirst())).hasSize(1);
      assertThat(arrivals.all()).hasSize(2);
    }
  }

  private Map<String, List<String>> inOrder(List<CleanEvent> events) throws IOException {
    Map<String, List<String>> found = new HashMap<>();
    try (var arrivals = new Arrivals(folder, 4 * Arrivals.PART)) {
      for (CleanEvent event : events) {
        arrivals.add(event);
      }
      arrivals.flush();
      for (Path part : arrivals.all()) {
        String before = "";
        for (Either<CleanEvent, HandOver> deed : Arrivals.read(part)) {
          String visitor = deed.left().event().visitor();
          if (!visitor.equals(before)) {
            assertThat(found).as("visitors come one after the other").doesNotContainKey(visitor);
          }
          before = visitor;
          found
              .computeIfAbsent(visitor, key -> new ArrayList<>())
              .add(deed.left().event().eventId());
        }
      }
    }
    return found;
  }

  private static CleanEvent event(
      String id, String user, long millis, long received, int partition, long offset) {
    return new CleanEvent(
        SampleEvents.view(id, user, "mug", NOON + millis), "s", received, partition, offset);
  }
}
