package io.limpet.search;

import io.limpet.search.engagement.EngagementStore;
import io.limpet.search.erasure.ErasureStore;
import io.limpet.search.experiment.ResultStore;
import io.limpet.search.experiment.UnitStore;
import io.limpet.search.forecast.ForecastStore;
import io.limpet.search.recommend.Knowledge;
import io.limpet.search.recommend.Sources;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.FeatureStore;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.SurfaceReader;
import io.limpet.search.surface.SurfaceStore;
import io.limpet.search.survey.SurveyStore;
import io.limpet.search.tuning.TuningStore;
import io.micrometer.core.instrument.MeterRegistry;

/** What topics are read into: all that is kept in memory of items, visitors and decisions. */
record Stores(
    ItemIds ids,
    Catalogue catalogue,
    UserStore users,
    SignalStore signals,
    Knowledge knowledge,
    FeatureStore features,
    EngagementStore engagement,
    ErasureStore erasures,
    ForecastStore forecasts,
    ResultStore results,
    RuleStore rules,
    SurfaceStore surfaces,
    SurveyStore surveys,
    TuningStore tunings,
    UnitStore units) {
  static Stores empty(MeterRegistry metrics) {
    var ids = new ItemIds();
    var catalogue = new Catalogue(ids);
    var users = new UserStore(ids);
    var signals = new SignalStore(ids);
    var knowledge = Knowledge.listening(catalogue, users, signals);
    return new Stores(
        ids,
        catalogue,
        users,
        signals,
        knowledge,
        new FeatureStore(),
        new EngagementStore(),
        new ErasureStore(users, knowledge.impressions()),
        new ForecastStore(),
        new ResultStore(),
        new RuleStore(),
        new SurfaceStore(new SurfaceReader(Sources.NAMES), metrics),
        new SurveyStore(),
        new TuningStore(),
        new UnitStore());
  }
}
