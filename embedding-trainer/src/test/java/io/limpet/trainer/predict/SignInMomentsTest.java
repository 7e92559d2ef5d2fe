package io.limpet.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.prediction.BgNbd;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.GammaGamma;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.trainer.predict.Moments.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is learned from, of somebody who bought as a guest and signed in later. */
class SignInMomentsTest {
  private static final long DAY = Moments.DAY;
  private static final Listing MUG = new Listing("Kitchen", null, 3.0, null, 0);
  private static final Buying BUYING =
      new Buying(new BgNbd(0.8, 20, 0.8, 2.5), new GammaGamma(6, 4, 15));

  private final List<CleanEvent> events = new ArrayList<>();

  private CleanEvent add(
      EventType type, @Nullable String user, @Nullable String device, long millis) {
    List<LineItem> items =
        type == EventType.IDENTIFY ? List.of() : List.of(new LineItem("mug", 1, 3.0, null));
    String id = "e" + events.size();
    Event event =
        new Event(id, type, user, device, id, millis, items, null, "GBP", null, null, Map.of());
    var clean = new CleanEvent(event, id, millis, 0, events.size());
    events.add(clean);
    return clean;
  }

  private static UserBehaviour behaviour(CleanEvent... of) {
    UserBehaviour all = UserBehaviour.empty("ann");
    for (CleanEvent clean : of) {
      if (clean.event().items().isEmpty()) {
        all = all.with(UserAct.of(clean));
      }
      for (ItemAct act : ItemAct.of(clean)) {
        all = all.with(UserAct.of(act, MUG));
      }
    }
    return all;
  }

  @Test
  void aUserKnowsWhatTheDeviceDidFromTheSignInOn() {
    CleanEvent own = add(EventType.VIEW_ITEM, "ann", null, 10 * DAY);
    CleanEvent guest = add(EventType.PURCHASE, null, "phone", 20 * DAY);
    CleanEvent early = add(EventType.VIEW_ITEM, "ann", null, 25 * DAY);
    CleanEvent signIn = add(EventType.IDENTIFY, "ann", "phone", 30 * DAY);
    CleanEvent late = add(EventType.VIEW_ITEM, "ann", null, 30 * DAY + 60_000);
    var moments = new Moments(events, Map.of("mug", MUG));
    List<Example> all =
        moments.examples(BUYING).stream()
            .filter(of -> !of.isCut() && of.visitor().equals("ann"))
            .toList();
    var inputs = PredictionInputs.all(BUYING, moments.names());

    assertThat(all)
        .extracting(Example::at)
        .containsExactly(10 * DAY, 25 * DAY, 30 * DAY, 30 * DAY + 60_000);
    assertThat(all.get(1).x()).containsExactly(inputs.row(behaviour(own, early), 25 * DAY));
    assertThat(all.get(2).x())
        .containsExactly(inputs.row(behaviour(own, guest, early, signIn), 30 * DAY));
    assertThat(all.get(3).x())
        .containsExactly(inputs.row(behaviour(own, guest, early, signIn, late), 30 * DAY + 60_000));
    // What the user does next after the sign-in, within the session.
    assertThat(all.get(2).nextAt()).isEqualTo(30 * DAY + 60_000);
  }

  @Test
  void aPurchaseAsAGuestIsTheUsersOnceSignedIn() {
    add(EventType.PURCHASE, null, "phone", 20 * DAY);
    add(EventType.IDENTIFY, "ann", "phone", 30 * DAY);
    add(EventType.PURCHASE, "ann", null, 40 * DAY);
    var moments = new Moments(events, Map.of("mug", MUG));

    assertThat(moments.purchases(25 * DAY)).isEmpty();
    assertThat(moments.purchases(50 * DAY)).containsOnlyKeys("ann");
    assertThat(moments.purchases(50 * DAY).get("ann").customer())
        .isEqualTo(new BgNbd.Customer(1, 20, 30));
  }

  @Test
  void aDeviceIsDrawnWithItsUsers() {
    for (int i = 0; i < 400; i++) {
      add(EventType.VIEW_ITEM, null, "phone-" + i, DAY);
      add(EventType.IDENTIFY, "u" + i, "phone-" + i, 2 * DAY);
      add(EventType.VIEW_ITEM, "u" + i, null, 3 * DAY);
    }
    List<CleanEvent> some = VisitorSample.of(events, events.size() / 4);

    assertThat(some.size())
        .isBetween(events.size() / 8, events.size() / 2)
        .isEqualTo(3 * some.stream().filter(of -> of.event().type() == EventType.IDENTIFY).count());
  }
}
