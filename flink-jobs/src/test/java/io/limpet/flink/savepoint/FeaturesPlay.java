package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.features.FeaturesJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code features} between {@link Script}s and {@link Heard}. */
final class FeaturesPlay implements Play {
  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events = run.events();
    Script<TopicRecord> catalogue =
        run.records(Topics.ITEMS, Acts.catalogue(run.acts()), entry -> entry.item().itemId());
    Script<TopicRecord> erasures = run.erasures();
    Script<TopicRecord> models = run.models();
    FeaturesJob.build(
        env,
        settings,
        events,
        catalogue,
        erasures,
        models,
        new Heard<>(run.sink("users")),
        new Heard<>(run.sink("items")),
        new Heard<>(run.sink("predictions")));
    return List.of(events, catalogue, erasures, models);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    last(Heard.<Keyed<UserBehaviour>>of(run.sink("users")), FeaturesPlay::shown, said);
    last(Heard.<Keyed<ItemBehaviour>>of(run.sink("items")), FeaturesPlay::shown, said);
    return said;
  }

  /** Of a device whose visitor signed in nothing may be left. */
  private static <T> void last(
      List<Keyed<T>> all, Function<T, List<Object>> shown, Map<String, String> said) {
    for (Keyed<T> one : all) {
      String key = new String(one.key(), StandardCharsets.UTF_8);
      if (one.value() == null) {
        said.remove(key);
      } else {
        said.put(key, shown.apply(one.value()).toString());
      }
    }
  }

  private static List<Object> shown(UserBehaviour user) {
    return List.of(
        user.counts(),
        user.interest(),
        new TreeMap<>(user.categories().sums()),
        new TreeMap<>(user.brands().sums()),
        user.sessions(),
        user.times(),
        user.version());
  }

  private static List<Object> shown(ItemBehaviour item) {
    return List.of(
        item.listing(),
        item.counts(),
        item.fast(),
        item.slow(),
        new TreeMap<>(item.viewedWith().sums()),
        new TreeMap<>(item.boughtWith().sums()),
        item.firstMillis(),
        item.lastMillis(),
        item.version());
  }
}
