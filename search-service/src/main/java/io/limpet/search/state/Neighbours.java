package io.limpet.search.state;

import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.UserVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * The visitors who were there last, to ask who is like somebody and what they took. Only the latest
 * {@link #KEPT} are kept: comparing them one by one takes some tens of microseconds, and what they
 * took is what is wanted now. One thread writes, any number read.
 */
public final class Neighbours implements UserStore.Listener {
  /** Visitors kept. */
  public static final int KEPT = 2_048;

  private static final int NEAREST = 25;
  private static final int TAKEN = 20;

  private final ItemIds ids;
  private final AtomicReferenceArray<@Nullable Seen> seen = new AtomicReferenceArray<>(KEPT);
  private final Map<String, Integer> places = new HashMap<>();
  private int next;

  public Neighbours(ItemIds ids) {
    this.ids = ids;
  }

  private record Seen(UserVector user, float length) {}

  private record Near(UserVector user, double cosine) {}

  @Override
  public void updated(@Nullable UserVector before, UserVector now) {
    if (!now.hasVector()) {
      return;
    }
    float length = (float) Math.sqrt(VectorUtil.dotProduct(now.vector(), now.vector()));
    Integer place = places.get(now.visitor());
    if (place == null) {
      place = next;
      next = (next + 1) % KEPT;
      Seen gone = seen.get(place);
      if (gone != null) {
        places.remove(gone.user().visitor());
      }
      places.put(now.visitor(), place);
    }
    seen.set(place, new Seen(now, length));
  }

  /**
   * Numbers of the items that the visitors most like this vector showed interest in, those that the
   * most and nearest took first.
   *
   * @param visitor who asks and is not a neighbour
   */
  public List<Integer> took(@Nullable String visitor, String generation, float[] vector, int most) {
    double length = Math.sqrt(VectorUtil.dotProduct(vector, vector));
    if (length == 0) {
      return List.of();
    }
    var nearest = new PriorityQueue<Near>(Comparator.comparingDouble(Near::cosine));
    for (int i = 0; i < KEPT; i++) {
      Seen one = seen.get(i);
      if (one == null) {
        break;
      }
      UserVector user = one.user();
      if (one.length() > 0 && user.vector().length == vector.length) {
        double cosine = VectorUtil.dotProduct(user.vector(), vector) / (length * one.length());
        // The numbers first: few come near enough for the texts to be looked at.
        if (cosine > 0
            && (nearest.size() < NEAREST || cosine > nearest.element().cosine())
            && user.generation().equals(generation)
            && !user.visitor().equals(visitor)) {
          nearest.add(new Near(user, cosine));
          if (nearest.size() > NEAREST) {
            nearest.remove();
          }
        }
      }
    }
    return items(nearest, most);
  }

  private List<Integer> items(Iterable<Near> nearest, int most) {
    Map<Integer, Double> votes = new HashMap<>();
    for (Near near : nearest) {
      Set<Integer> met = new HashSet<>();
      for (RecentItem act : near.user().profile().recent().reversed()) {
        int item = act.type().isInterest() ? ids.find(act.itemId()) : ItemIds.NONE;
        if (item >= 0 && met.add(item)) {
          votes.merge(item, near.cosine() * act.type().defaultWeight(), Double::sum);
        }
        if (met.size() == TAKEN) {
          break;
        }
      }
    }
    List<Map.Entry<Integer, Double>> sorted = new ArrayList<>(votes.entrySet());
    sorted.sort(
        Map.Entry.<Integer, Double>comparingByValue()
            .reversed()
            .thenComparing(Map.Entry.comparingByKey()));
    return sorted.stream().limit(most).map(Map.Entry::getKey).toList();
  }
}
