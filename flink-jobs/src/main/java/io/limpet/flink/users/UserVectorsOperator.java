package io.limpet.flink.users;

import io.limpet.core.codec.CodecException;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.identity.HandOver;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.ItemVector;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.release.Releases;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.Scrub;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.TopicSerializer;
import io.limpet.flink.wire.Unreadable;
import io.limpet.flink.wire.WireTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.Either;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Folds every event into its visitor's vector and profile at once, and moves visitors to the
 * generation in use.
 *
 * <p>A release is opened beside the stream. From then on an event encodes its visitor in the new
 * generation, and all other visitors are moved by a sweep: a few of them, then a pause in which
 * events go first, so that a fresh event waits for one handful and never for the sweep. After a
 * restore an unfinished sweep begins again; visitors that have moved are passed over. While there
 * is a canary, the visitors that it takes are in its generation and all others in the current one.
 * A generation that cannot be opened is logged and counted, and the one before it stays.
 *
 * <p>When somebody signs in on a device, what was done there before leaves by the side as a {@link
 * HandOver}, comes back under the user's key, and is added where it belongs in time. The device
 * begins anew, so that the next who signs in there gets only what is done from now on; what comes
 * late from before the sign-in is handed over, too. What is handed over twice, after a restart for
 * instance, is taken once.
 *
 * <p>Who is to be erased is forgotten at once, a tombstone written, and an erased device out of the
 * state of users who signed in there.
 *
 * <p>State by visitor: {@link Visitor}, of those who did something last held as objects ({@link
 * VisitorState}), and {@link Devices}, for the visitor's lifetime; then a tombstone is written.
 * State of every instance: the decisions of {@code limpet.models}, the vectors of young items, as
 * long as the topics keep them, and the generation that the last sweep finished for.
 *
 * <p>Metrics: {@code eventToVectorMillis} (from the raw event's arrival in Kafka to the vector's
 * leaving, of hand-overs from the sign-in's), {@code replays}, {@code reencoded}, {@code
 * unusableGenerations}, {@code sweeping}, and those of {@link Devices}.
 */
final class UserVectorsOperator extends AbstractStreamOperator<Keyed<UserVector>>
    implements TwoInputStreamOperator<Either<CleanEvent, HandOver>, TopicRecord, Keyed<UserVector>>,
        Triggerable<String, VoidNamespace>,
        GenerationSwitch.Visitors {
  /** Where what a device hands over leaves. */
  static final OutputTag<Keyed<HandOver>> HANDED_OVER =
      new OutputTag<>("handed-over", WireTypes.keyed(Topics.IDENTITIES));

  private static final long serialVersionUID = 1;

  /** The pause between two handfuls of a sweep. */
  private static final long PAUSE_MILLIS = 3;

  private static final String VISITORS = "visitors";
  private static final MapStateDescriptor<String, Release> DECISIONS =
      new MapStateDescriptor<>(
          "decisions", StringSerializer.INSTANCE, new TopicSerializer<>(Topics.MODELS));
  private static final MapStateDescriptor<String, ItemVector> YOUNG_ITEMS =
      new MapStateDescriptor<>(
          "young-items", StringSerializer.INSTANCE, new TopicSerializer<>(Topics.ITEM_VECTORS));
  private static final ListStateDescriptor<String> SWEPT =
      new ListStateDescriptor<>("swept-generation", StringSerializer.INSTANCE);

  private final String registry;
  private final Lifetime lifetime;
  private final ArrayList<TopicRecord> known;

  private transient VisitorState visitors;
  private transient Devices devices;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient BroadcastState<String, ItemVector> youngItems;
  private transient ListState<String> sweptState;
  private transient GenerationSwitch generations;
  private transient boolean ticking;

  private transient Histogram eventToVectorMillis;
  private transient Counter replays;
  private transient Counter reencoded;
  private transient Unreadable unreadable;
  private transient Orders orders;
  private transient Scrub scrub;

  /**
   * @param registry directory of the generations
   * @param lifetime how long a visitor without events is remembered
   */
  UserVectorsOperator(Path registry, Duration lifetime) {
    this(registry, lifetime, List.of());
  }

  /**
   * Knows decisions and vectors of young items before the first event comes.
   *
   * @param known records of {@code limpet.models} and {@code limpet.item-vectors}
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  UserVectorsOperator(Path registry, Duration lifetime, List<TopicRecord> known) {
    this.registry = registry.toString();
    this.lifetime = new Lifetime(lifetime);
    this.known = new ArrayList<>(known);
  }

  @Override
  public void open() throws Exception {
    super.open();
    youngItems = getOperatorStateBackend().getBroadcastState(YOUNG_ITEMS);
    sweptState = getOperatorStateBackend().getUnionListState(SWEPT);
    visitors =
        new VisitorState(
            getPartitionedState(new ValueStateDescriptor<>(VISITORS, new VisitorSerializer())),
            this::setCurrentKey);
    devices = new Devices(getRuntimeContext(), getMetricGroup());
    timers = getInternalTimerService("lifetime", VoidNamespaceSerializer.INSTANCE, this);
    eventToVectorMillis =
        getMetricGroup().histogram("eventToVectorMillis", new DescriptiveStatisticsHistogram(1000));
    replays = getMetricGroup().counter("replays");
    reencoded = getMetricGroup().counter("reencoded");
    getMetricGroup().gauge("sweeping", () -> isSettled() ? 0 : 1);
    unreadable = new Unreadable(getMetricGroup());
    orders = new Orders(getMetricGroup());
    scrub = new Scrub();

    var releases = new Releases(getOperatorStateBackend().getBroadcastState(DECISIONS));
    for (TopicRecord record : known) {
      learn(record, releases);
    }
    generations =
        new GenerationSwitch(
            Path.of(registry),
            releases,
            this::youngItem,
            this,
            getMetricGroup().counter("unusableGenerations"));
    generations.goOn(sweptState.get());
    tickLater();
  }

  /** Takes in what is known before there is a generation in use. */
  private void learn(TopicRecord record, Releases releases) throws Exception {
    byte[] value = record.value();
    try {
      if (value != null && record.topic().equals(Topics.ITEM_VECTORS.name())) {
        takeYoungItem(record);
      } else if (value != null && record.topic().equals(Topics.MODELS.name())) {
        releases.decide(Topics.MODELS.codec().decode(value));
      }
    } catch (CodecException e) {
      unreadable.note(record.topic() + ", key " + record.key(), e);
    }
  }

  private @Nullable ItemVector youngItem(String key) {
    try {
      return youngItems.get(key);
    } catch (Exception e) {
      throw new IllegalStateException("reading the vector of " + key, e);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    sweptState.clear();
    sweptState.add(generations.mark());
    visitors.store();
    scrub.run(getKeyedStateBackend());
  }

  @Override
  public void processElement1(StreamRecord<Either<CleanEvent, HandOver>> record) throws Exception {
    Either<CleanEvent, HandOver> deed = record.getValue();
    long received;
    if (deed.isLeft()) {
      take(deed.left());
      received = deed.left().receivedMillis();
    } else {
      takeOver(deed.right());
      received = deed.right().receivedMillis();
    }
    eventToVectorMillis.update(System.currentTimeMillis() - received);
  }

  private void take(CleanEvent event) throws Exception {
    String visitor = event.event().visitor();
    Visitor known = known(visitor);
    if (known.progress().covers(event)) {
      replays.inc();
      return;
    }
    Encoding encoding = generations.encoding(visitor);
    long now = timers.currentProcessingTime();
    if (!Event.isAnonymous(visitor)) {
      put(visitor, encoding.after(known, event, now));
      return;
    }
    Devices.Outcome outcome = devices.after(known, event, encoding, now);
    if (outcome.isNews()) {
      put(visitor, outcome.device());
    } else {
      visitors.put(visitor, outcome.device());
    }
    HandOver handOver = outcome.handOver();
    if (handOver != null) {
      output.collect(HANDED_OVER, new StreamRecord<>(Keyed.of(handOver.user(), handOver)));
    }
  }

  private void takeOver(HandOver handOver) throws Exception {
    long now = timers.currentProcessingTime();
    if (devices.take(handOver, now)) {
      String user = handOver.user();
      put(user, generations.encoding(user).after(known(user), handOver, now));
    } else {
      replays.inc();
    }
  }

  /** What is known of the current key's visitor; one that is new gets its timer. */
  private Visitor known(String visitor) throws IOException {
    Visitor known = visitors.get(visitor);
    if (known == null) {
      long due = lifetime.due(timers.currentProcessingTime());
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
      return Visitor.unknown();
    }
    return known;
  }

  private void put(String key, Visitor visitor) throws IOException {
    visitors.put(key, visitor);
    say(key, visitor);
  }

  private void say(String key, Visitor visitor) {
    output.collect(
        new StreamRecord<>(visitor.isEmpty() ? Keyed.tombstone(key) : vectorOf(key, visitor)));
  }

  private Keyed<UserVector> vectorOf(String key, Visitor visitor) {
    return Keyed.of(
        key,
        new UserVector(
            key,
            visitor.generation(),
            generations.encoding(key).vector(visitor),
            visitor.profile(),
            visitor.version(),
            visitor.eventId()));
  }

  @Override
  public void processElement2(StreamRecord<TopicRecord> element) throws Exception {
    TopicRecord record = element.getValue();
    try {
      if (record.topic().equals(Topics.ITEM_VECTORS.name())) {
        takeYoungItem(record);
      } else if (record.topic().equals(Topics.MODELS.name())) {
        takeDecision(record);
      } else {
        orders.read(record).ifPresent(this::forget);
      }
    } catch (CodecException e) {
      unreadable.note(record.topic() + ", key " + record.key(), e);
    }
  }

  private void forget(Erasure erasure) {
    if (!erasure.tellsToForget()) {
      return;
    }
    erasure.visitors().stream().filter(this::isMine).forEach(this::forget);
    for (Erasure.Link link : erasure.links()) {
      if (isMine(link.visitor())) {
        setCurrentKey(link.visitor());
        devices.forget(link.device());
        scrub.note(link.visitor(), getRuntimeContext());
      }
    }
  }

  private void forget(String visitor) {
    setCurrentKey(visitor);
    visitors.remove(visitor);
    devices.clear();
    lifetime.ticks(
        timers.currentProcessingTime(),
        at -> timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, at));
    scrub.note(visitor, getRuntimeContext());
    output.collect(new StreamRecord<>(Keyed.tombstone(visitor)));
  }

  private boolean isMine(String visitor) {
    return Orders.isOf(getRuntimeContext(), visitor);
  }

  private void takeYoungItem(TopicRecord record) throws Exception {
    byte[] value = record.value();
    if (value == null) {
      youngItems.remove(record.key());
      return;
    }
    ItemVector item = Topics.ITEM_VECTORS.codec().decode(value);
    youngItems.put(item.key(), item);
  }

  private void takeDecision(TopicRecord record) throws Exception {
    byte[] value = record.value();
    if (value == null) {
      generations.forget(record.key());
    } else {
      generations.decide(Topics.MODELS.codec().decode(value));
    }
    tickLater();
  }

  /** Goes on with what is unfinished after a pause, in this thread, between events. */
  private void tickLater() {
    if (!ticking && !isSettled()) {
      ticking = true;
      long at = getProcessingTimeService().getCurrentProcessingTime() + PAUSE_MILLIS;
      getProcessingTimeService().registerTimer(at, time -> tick());
    }
  }

  private void tick() throws Exception {
    ticking = false;
    generations.work();
    tickLater();
  }

  /** Whether no generation is on its way and every visitor has been moved. */
  boolean isSettled() {
    return generations.isSettled();
  }

  @Override
  public Sweep everybody() throws IOException {
    visitors.store();
    return new Sweep(this.<String>getKeyedStateBackend(), VISITORS);
  }

  @Override
  public void move(String visitor) throws IOException {
    setCurrentKey(visitor);
    Visitor known = visitors.get(visitor);
    Encoding encoding = generations.encoding(visitor);
    if (known != null && !known.isEmpty() && !known.generation().equals(encoding.id())) {
      Visitor moved = encoding.anew(known);
      visitors.putAside(visitor, moved);
      say(visitor, moved);
      reencoded.inc();
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    Visitor known = visitors.get(timer.getKey());
    if (known == null) {
      return;
    }
    long due = lifetime.due(known.progress().touchedMillis());
    if (due > timer.getTimestamp()) {
      timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
    } else {
      visitors.remove(timer.getKey());
      devices.clear();
      output.collect(new StreamRecord<>(Keyed.tombstone(timer.getKey())));
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no timer of event time was set");
  }

  @Override
  public void close() throws Exception {
    if (generations != null) {
      generations.close();
    }
    super.close();
  }
}
