package io.limpet.flink.labels;

import io.limpet.core.codec.Codec;
import io.limpet.core.label.Attribution;
import io.limpet.core.label.Labels;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.lake.row.ExampleRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes the examples of an answer: one an item when the window closes, and another one of an item,
 * with a higher version, for everything that counts for it later. Keyed by recommendation id.
 *
 * <p>State by answer: its pages and what became of their items, until the last window has closed;
 * at most {@link #EARLY} touches that came before the page they are of, as long. Counts {@code
 * examples}, {@code amended} and, of touches, {@code unmatched} line items.
 */
final class LabelAnswer extends KeyedCoProcessFunction<String, Served, Touch, ExampleRow> {
  /** Touches of items that no page holds: more are no more than somebody's mistake. */
  static final int EARLY = 100;

  private static final long serialVersionUID = 1;

  private final Attribution attribution;
  private transient MapState<Integer, Page> pages;
  private transient MapState<String, ItemLabels> items;
  private transient ListState<Touch> early;
  private transient Codec<Served> codec;
  private transient Counter examples;
  private transient Counter amended;
  private transient Counter unmatched;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  LabelAnswer(Attribution attribution) {
    this.attribution = attribution;
  }

  @Override
  public void open(OpenContext context) {
    var runtime = getRuntimeContext();
    pages =
        runtime.getMapState(new MapStateDescriptor<>("pages", Types.INT, Types.POJO(Page.class)));
    items =
        runtime.getMapState(
            new MapStateDescriptor<>("items", Types.STRING, Types.POJO(ItemLabels.class)));
    early = runtime.getListState(new ListStateDescriptor<>("early", Types.POJO(Touch.class)));
    codec = Topics.SERVED.codec();
    examples = runtime.getMetricGroup().counter("examples");
    amended = runtime.getMetricGroup().counter("amended");
    unmatched = runtime.getMetricGroup().counter("unmatched");
  }

  /** A page that is open. */
  private record Open(int key, Page page, Served served) {
    int placeOf(String itemId) {
      for (int i = 0; i < served.items().size(); i++) {
        if (served.items().get(i).itemId().equals(itemId)) {
          return i;
        }
      }
      return -1;
    }
  }

  @Override
  public void processElement1(Served served, Context context, Collector<ExampleRow> out)
      throws Exception {
    if (pages.contains(served.firstPosition())) {
      return;
    }
    pages.put(served.firstPosition(), new Page(codec.encode(served), false));
    long millis = served.timestampMillis();
    context.timerService().registerEventTimeTimer(millis + attribution.windowMillis());
    context.timerService().registerEventTimeTimer(millis + attribution.purchaseWindowMillis());
    List<Touch> waited = new ArrayList<>();
    early.get().forEach(waited::add);
    if (!waited.isEmpty()) {
      early.clear();
      for (Touch touch : waited) {
        take(touch, context, out);
      }
    }
  }

  @Override
  public void processElement2(Touch touch, Context context, Collector<ExampleRow> out)
      throws Exception {
    if (touch.isForgetting()) {
      forget(context.timerService());
    } else if (touch.isOfNobody()) {
      for (Map.Entry<Integer, Page> page : pages.entries()) {
        page.setValue(page.getValue().ofNobody(codec));
      }
    } else {
      take(touch, context, out);
    }
  }

  private void forget(TimerService timers) throws Exception {
    for (Open page : open()) {
      long millis = page.served().timestampMillis();
      timers.deleteEventTimeTimer(millis + attribution.windowMillis());
      timers.deleteEventTimeTimer(end(millis));
    }
    for (Touch touch : early.get()) {
      timers.deleteEventTimeTimer(end(touch.millis()));
    }
    pages.clear();
    items.clear();
    early.clear();
  }

  private void take(Touch touch, Context context, Collector<ExampleRow> out) throws Exception {
    List<Open> open = open();
    for (int i = 0; i < touch.items().length; i++) {
      String item = touch.items()[i];
      Open page = open.stream().filter(of -> of.placeOf(item) >= 0).findFirst().orElse(null);
      if (page == null) {
        keep(touch.only(i), context);
        continue;
      }
      // By a clock that is behind, a visitor acts before the answer is there.
      long after = Math.max(0, touch.millis() - page.served().timestampMillis());
      if (attribution.holds(touch.type(), after)) {
        label(touch, i, after, page, out);
      }
    }
  }

  private List<Open> open() throws Exception {
    List<Open> open = new ArrayList<>();
    for (Map.Entry<Integer, Page> entry : pages.entries()) {
      Page page = entry.getValue();
      open.add(new Open(entry.getKey(), page, codec.decode(page.served())));
    }
    return open;
  }

  private void keep(Touch touch, Context context) throws Exception {
    int held = 0;
    for (Touch unused : early.get()) {
      held++;
    }
    if (held >= EARLY) {
      unmatched.inc();
      return;
    }
    early.add(touch);
    context.timerService().registerEventTimeTimer(end(touch.millis()));
  }

  private long end(long millis) {
    return millis + attribution.purchaseWindowMillis();
  }

  private void label(Touch touch, int at, long after, Open page, Collector<ExampleRow> out)
      throws Exception {
    String item = touch.items()[at];
    ItemLabels known = items.get(item);
    ItemLabels before =
        known == null ? new ItemLabels(Labels.NONE, page.page().written() ? 1 : 0) : known;
    Labels labels =
        before
            .labels()
            .with(touch.type(), after, touch.indexes()[at], touch.paid()[at], touch.synthetic());
    if (labels.equals(before.labels())) {
      return;
    }
    int version = before.version();
    if (page.page().written()) {
      version++;
      amended.inc();
      out.collect(ExampleRow.of(page.served(), page.placeOf(item), labels, version));
    }
    items.put(item, new ItemLabels(labels, version));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<ExampleRow> out) throws Exception {
    boolean isOver = true;
    for (Open page : open()) {
      long millis = page.served().timestampMillis();
      if (!page.page().written() && millis + attribution.windowMillis() <= at) {
        write(page, out);
      }
      isOver &= end(millis) <= at;
    }
    for (Touch touch : early.get()) {
      isOver &= end(touch.millis()) <= at;
    }
    if (isOver) {
      early.get().forEach(touch -> unmatched.inc());
      pages.clear();
      items.clear();
      early.clear();
    }
  }

  private void write(Open page, Collector<ExampleRow> out) throws Exception {
    pages.put(page.key(), page.page().asWritten());
    for (int place = 0; place < page.served().items().size(); place++) {
      String item = page.served().items().get(place).itemId();
      ItemLabels known = items.get(item);
      if (known != null) {
        items.put(item, new ItemLabels(known.labels(), 1));
      }
      examples.inc();
      out.collect(
          ExampleRow.of(page.served(), place, known == null ? Labels.NONE : known.labels(), 1));
    }
  }
}
