package io.limpet.core;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random valid values, every optional part there or not. */
public final class RandomData {
  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:'\"\\ äßñЖ漢字";

  private final Random random;

  public RandomData(Random random) {
    this.random = random;
  }

  /** A valid event at any time of 2025. */
  public Event event() {
    EventType type = EventType.ofCode(random.nextInt(EventType.values().length));
    List<LineItem> items = new ArrayList<>();
    int count = type.needsItems() ? 1 + random.nextInt(5) : random.nextInt(2);
    if (type == EventType.IDENTIFY) {
      count = 0;
    }
    for (int i = 0; i < count; i++) {
      items.add(
          new LineItem(
              text(1, 20),
              1 + random.nextInt(1_000),
              maybe(this::amount),
              maybe(() -> random.nextInt(100))));
    }
    boolean signsIn = type == EventType.IDENTIFY;
    String user = signsIn || random.nextBoolean() ? text(1, 30) : null;
    Map<String, String> properties = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      properties.put(text(1, 10), text(0, 30));
    }
    return new Event(
        text(1, 40),
        type,
        user,
        signsIn || user == null || random.nextBoolean() ? text(1, 30) : null,
        maybe(() -> text(1, 20)),
        1_735_689_600_000L + random.nextLong(365L * 86_400_000),
        items,
        maybe(this::amount),
        maybe(() -> "GBP"),
        type == EventType.SEARCH ? "q" + text(0, 50) : maybe(() -> text(0, 50)),
        maybe(() -> text(1, 20)),
        properties);
  }

  /** A clean event. */
  public CleanEvent cleanEvent() {
    return new CleanEvent(
        event(),
        text(1, 20),
        random.nextLong(1L << 41),
        random.nextInt(12),
        random.nextLong(1L << 50));
  }

  /** A valid item. */
  public Item item() {
    return new Item(
        text(1, 20),
        maybe(() -> text(0, 60)),
        maybe(() -> text(0, 300)),
        texts(3),
        maybe(() -> text(0, 20)),
        maybe(this::amount),
        maybe(() -> "EUR"),
        maybe(() -> random.nextInt(1_000)),
        maybe(() -> text(0, 40)),
        texts(5));
  }

  /** As many floats between -10 and 10. */
  public float[] floats(int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat() * 20 - 10;
    }
    return floats;
  }

  /** A text that is not blank when it is not empty. */
  public String text(int shortest, int longest) {
    StringBuilder text = new StringBuilder();
    int length = shortest + random.nextInt(longest - shortest + 1);
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? 'x' : LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private List<String> texts(int most) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      texts.add(text(1, 20));
    }
    return texts;
  }

  private double amount() {
    return random.nextInt(10) == 0 ? random.nextDouble() * 1e9 : random.nextInt(100_000) / 100.0;
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
