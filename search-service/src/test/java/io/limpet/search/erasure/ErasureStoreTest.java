package io.limpet.search.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.state.Impressions;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.UserStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErasureStoreTest {
  private static final long AT = 1_769_860_800_000L;

  private final ItemIds ids = new ItemIds();
  private final UserStore users = new UserStore(ids);
  private final ErasureStore store = new ErasureStore(users, new Impressions(ids));

  @Test
  void forgetsAtOnceAndAgainWhatWasOnItsWay() {
    users.take("ann", vector("ann"));
    users.take("bob", vector("bob"));
    Erasure asked = Erasure.request("r1", "ann", AT, null);

    store.take("r1", asked);
    assertThat(users.get("ann")).isNull();
    users.take("ann", vector("ann"));
    store.take("r1", asked.fenced(List.of("ann", "anonymous:d"), List.of()).ordered());

    assertThat(users.get("ann")).isNull();
    assertThat(users.get("bob")).isNotNull();
    assertThat(users.byGeneration()).containsExactly(Map.entry("g1", 1));
  }

  @Test
  void remembersNothingOfTheDeedsOfTheErased() {
    List<@Nullable UserVector> before = new ArrayList<>();
    users.listen((was, now) -> before.add(was));
    store.take("r1", Erasure.request("r1", "ann", AT, null));
    users.take("ann", vector("ann"));
    users.take("ann", null);

    users.take("bob", vector("bob"));

    // With ann's deeds remembered, bob's same deeds would count as known before.
    assertThat(before.getLast()).isNull();
  }

  @Test
  void whoComesAfterwardsIsKeptAgain() {
    Erasure asked = Erasure.request("r1", "ann", AT, null);
    store.take("r1", asked);
    store.take("r1", asked.forgotten());
    users.take("ann", vector("ann"));
    store.take("r1", asked.done());

    assertThat(users.get("ann")).isNotNull();
  }

  @Test
  void findsTheErasureThatIsUnderWayAndOneSaltForAll() {
    Erasure asked = Erasure.request("r1", "ann", AT, null);
    store.take("r1", asked);

    assertThat(store.underWay("ann")).isEqualTo(asked);
    assertThat(store.underWay("bob")).isNull();
    assertThat(store.salt()).isEqualTo(asked.salt());
    store.take("r1", asked.done());
    assertThat(store.underWay("ann")).isNull();
    assertThat(store.newest(10)).containsExactly(asked.done());
  }

  private static UserVector vector(String visitor) {
    var profile =
        new UserProfile(
            List.of(new RecentItem("mug", EventType.VIEW_ITEM, AT)),
            List.of(),
            Map.of(),
            1,
            AT,
            AT);
    return new UserVector(visitor, "g1", new float[] {1}, profile, AT, "e1");
  }
}
