package io.limpet.trainer;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.LearningCurve;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.item.Item;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.text.TextEncoder;
import io.limpet.trainer.checkpoint.Checkpoint;
import io.limpet.trainer.checkpoint.CheckpointException;
import io.limpet.trainer.checkpoint.CheckpointFolder;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.gate.Check;
import io.limpet.trainer.gate.Gate;
import io.limpet.trainer.gate.GateException;
import io.limpet.trainer.gate.Sanity;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.model.EmbeddingModel;
import io.limpet.trainer.model.GenerationRecommender;
import io.limpet.trainer.model.ItemKnn;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Popularity;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.model.Trending;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.publish.Publisher;
import io.limpet.trainer.ranker.FittedRanker;
import io.limpet.trainer.ranker.RankedModel;
import io.limpet.trainer.ranker.RankerTraining;
import io.limpet.trainer.ranker.ServedSource;
import io.limpet.trainer.read.DataSet;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.SplitException;
import io.limpet.trainer.split.Splits;
import io.limpet.trainer.train.ContentTower;
import io.limpet.trainer.train.Embeddings;
import io.limpet.trainer.warm.WarmStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From data to a generation: split, choose on validation, report the test once, gate, train on
 * everything, publish.
 *
 * <p>Three trainings with the same hyper-parameters: one that has not seen the validation window
 * and says what to choose and when to stop, one that has not seen the test window and gives the
 * figures, and one on all data, which is published.
 *
 * <p>An incremental run begins all trainings from its parent, with what was chosen then, so there
 * are two: one on all but the last half of what happened since the parent was trained, which is
 * asked for that half, as the parent itself is; and one on all data.
 */
public final class TrainingRun {
  private final DataSet data;
  private final @Nullable ServedSource served;
  private final @Nullable Predictor predictor;
  private final TextEncoder textEncoder;
  private final Options options;
  private final Progress progress;

  /**
   * How to train.
   *
   * @param model what is trained
   * @param seed of every random number
   * @param parent id of the generation in use, or null
   * @param force publish even what the gate refuses
   * @param incremental whether the model goes on from the parent ({@link WarmStart})
   * @param ranker whether to train one, too, and keep it if it is better than recall alone; an
   *     incremental run carries that of the parent on
   */
  public record Options(
      EmbeddingModel model,
      long seed,
      @Nullable String parent,
      boolean force,
      boolean incremental,
      boolean ranker) {

    /** A full training, without a ranker. */
    public Options(EmbeddingModel model, long seed, @Nullable String parent, boolean force) {
      this(model, seed, parent, force, false, false);
    }
  }

  /** The model as it is to be published, how it learned, how good it is, and on which questions. */
  private record Trial(
      EmbeddingModel model,
      Part test,
      Figures figures,
      @Nullable Ranker ranker,
      List<LearningCurve> learning,
      Map<String, String> on) {}

  public TrainingRun(DataSet data, TextEncoder textEncoder, Options options, Progress progress) {
    this(data, null, null, textEncoder, options, progress);
  }

  /**
   * A run.
   *
   * @param served answers that a ranker may learn from, too, or null
   * @param predictor of what visitors will do, that the generation is to bring, or null
   */
  public TrainingRun(
      DataSet data,
      @Nullable ServedSource served,
      @Nullable Predictor predictor,
      TextEncoder textEncoder,
      Options options,
      Progress progress) {
    this.data = data;
    this.served = served;
    this.predictor = predictor;
    this.textEncoder = textEncoder;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs all of it.
   *
   * @return the generation as it was written
   * @throws GateException when the gate refuses, and nothing was written
   * @throws SplitException when there is too little data to evaluate on
   */
  public Generation run(Registry registry) {
    return run(registry, split(registry), Checkpoint.NONE);
  }

  /**
   * Runs all of it, or the rest where the folder is to go on from what is in it. The folder is
   * empty afterwards; it keeps what it has when the run fails, or the gate refuses.
   *
   * @return the generation as it was written, the same as without interruption
   * @throws GateException when the gate refuses, and nothing was written
   * @throws SplitException when there is too little data to evaluate on
   * @throws CheckpointException when the folder is to go on, and is of another training
   */
  public Generation run(Registry registry, CheckpointFolder folder) {
    try (folder) {
      Split split = split(registry);
      Map<String, String> identity = new RunIdentity(data, options).facts();
      identity.put("text encoder", textEncoder.name());
      Generation generation = run(registry, split, folder.begin(identity, progress));
      folder.finish();
      return generation;
    } catch (DivergedException e) {
      throw e.with("last good checkpoint: " + folder.last().orElse("none"));
    }
  }

  /**
   * What is asked. An incremental run chooses nothing: both parts are what the parent has not seen.
   */
  private Split split(Registry registry) {
    Split split;
    if (options.incremental) {
      Part test = Splits.since(data.interactions(), parentTo(registry), options.seed);
      split = new Split("since the parent", test, test);
    } else {
      split = Splits.fitting(data.interactions(), options.seed);
    }
    progress.say("protocol: " + split.protocol());
    return split;
  }

  private long parentTo(Registry registry) {
    return Instant.parse(parent(registry).training().to()).toEpochMilli();
  }

  private Manifest parent(Registry registry) {
    return registry.manifest(Objects.requireNonNull(options.parent, "no parent"));
  }

  private Generation run(Registry registry, Split split, Checkpoint checkpoint) {
    Interactions all = data.interactions();
    ContentFeatures content =
        ContentFeatures.of(data.catalogue(), textEncoder, progress, checkpoint)
            .with(data.vectors());
    List<Figures> figures = new ArrayList<>();
    Trial trial =
        options.incremental
            ? incremental(registry, split, content, figures, checkpoint)
            : full(split, content, figures, checkpoint);
    gate(Gate.judge(trial.figures, rivals(registry, trial.test, figures)));

    EmbeddingModel model = trial.model;
    Embeddings embeddings =
        ContentTower.complete(
            model.train(set(all, content, all.lastMillis() + 1, checkpoint.of("final"))),
            content,
            options.seed,
            progress);
    gate(Gate.judge(Sanity.of(embeddings.itemVectors().orElseThrow(), data.catalogue())));
    Map<String, String> parameters = new LinkedHashMap<>(model.parameters());
    parameters.put("model", model.name());
    parameters.put("training", options.incremental ? "incremental" : "full");
    if (data.vectors().known() > 0) {
      parameters.put("item_vectors", String.valueOf(data.vectors().known()));
    }
    parameters.putAll(trial.on);
    if (predictor != null) {
      parameters.putAll(predictor.parameters());
    }
    return new Publisher(registry)
        .publish(
            new Publisher.Draft(
                all,
                content,
                embeddings,
                trial.ranker,
                predictor,
                figures,
                parameters,
                trial.learning,
                options.seed,
                options.parent),
            Instant.now());
  }

  /** Chooses on the validation part, and reports the test part. */
  private Trial full(
      Split split, ContentFeatures content, List<Figures> figures, Checkpoint checkpoint) {
    Model.Choice choice = choose(split.validation(), content, figures, checkpoint);
    FittedRanker ranker = options.ranker ? ranker(split, choice, content) : null;
    // Leave-one-out learns from the same for both parts, so what was chosen need not learn again.
    TrainingSet set = set(split.test(), content, checkpoint);
    Recommender trained = split.isRefit() ? choice.model().train(set) : choice.trained();
    Figures tested = test(split.test(), content, choice.model(), trained, figures, checkpoint);
    EmbeddingModel model = (EmbeddingModel) choice.model();
    Map<String, String> on = new LinkedHashMap<>();
    on.put("protocol", split.protocol());
    on.put("validation_window", split.validation().description());
    on.put("test_window", split.test().description());
    if (ranker != null) {
      RankedModel ranked = RankedModel.of(model, split, ranker);
      Figures later =
          evaluate(
              new Evaluator(split.test()),
              ranked.name(),
              ranked.with((Embeddings) trained, set),
              figures);
      Check check = Gate.ranker(tested, later);
      progress.say(
          "ranker: %s, %s".formatted(check.passed() ? "kept" : "published without", check.line()));
      if (check.passed()) {
        on.putAll(ranker.parameters());
      } else {
        ranker = null;
      }
    }
    List<LearningCurve> learning = new ArrayList<>(choice.curves());
    if (ranker != null) {
      learning.add(ranker.learning());
    }
    return new Trial(
        model, split.test(), tested, ranker == null ? null : ranker.ranker(), learning, on);
  }

  /** Nothing is chosen, and asked is only what the parent has not seen. */
  private Trial incremental(
      Registry registry,
      Split split,
      ContentFeatures content,
      List<Figures> figures,
      Checkpoint checkpoint) {
    Manifest parent = parent(registry);
    requireTexts(parent, content);
    progress.say("incremental, from " + parent.generation());
    Part part = split.test();
    Figures tested = test(part, content, options.model, null, figures, checkpoint);
    Map<String, String> on = new LinkedHashMap<>();
    on.put("protocol", split.protocol());
    on.put("test_window", part.description());
    Ranker ranker =
        options.ranker ? registry.open(parent.generation()).ranker().orElse(null) : null;
    if (ranker != null) {
      on.putAll(ranker.parameters());
    }
    return new Trial(options.model, part, tested, ranker, List.of(), on);
  }

  /** What was learned of texts is of one encoder's texts. */
  private static void requireTexts(Manifest parent, ContentFeatures content) {
    String its = parent.textEncoder();
    if (its != null && content.rows().isPresent() && !its.equals(content.encoder())) {
      throw new GenerationException(
          "generation %s was trained with the text encoder %s, and this is %s; train without --warm-start"
              .formatted(parent.generation(), its, content.encoder()));
    }
  }

  private TrainingSet set(
      Interactions rows, ContentFeatures content, long now, Checkpoint checkpoint) {
    return new TrainingSet(rows, content, now, options.seed, progress, checkpoint);
  }

  private TrainingSet set(Part part, ContentFeatures content, Checkpoint checkpoint) {
    return set(
        part.training(), content, part.training().lastMillis() + 1, checkpoint.of(part.name()));
  }

  /** The model with what is best on the validation part. */
  private Model.Choice choose(
      Part part, ContentFeatures content, List<Figures> figures, Checkpoint checkpoint) {
    progress.say("validation: " + part.description());
    Evaluator evaluator = new Evaluator(part);
    TrainingSet set = set(part, content, checkpoint);
    baselines(evaluator, set, figures);
    String name = options.model.name();
    Model.Choice choice =
        options.model.choose(set, trained -> evaluator.evaluate(name, trained, Scope.FRESH).main());
    evaluate(evaluator, name, choice.trained(), figures);
    return choice;
  }

  /** A ranker of what was chosen, null if there is none that is better than recall alone. */
  private @Nullable FittedRanker ranker(Split split, Model.Choice choice, ContentFeatures content) {
    Embeddings embeddings = (Embeddings) choice.trained();
    List<Item> items = content.items();
    FittedRanker fitted =
        (served == null
                ? RankerTraining.fit(split, embeddings, items, options.seed, progress)
                : RankerTraining.fit(split, embeddings, items, served, options.seed, progress))
            .orElse(null);
    if (fitted == null) {
      progress.say("ranker: too few visits to learn from; published without");
      return null;
    }
    boolean isKept = fitted.quality().difference().isBetter();
    progress.say(
        "ranker: %s, %s"
            .formatted(isKept ? "better" : "no better, published without", fitted.quality()));
    return isKept ? fitted : null;
  }

  /**
   * Answers the test.
   *
   * @param trained what the model learns from this part where that is there already, else null
   */
  private Figures test(
      Part part,
      ContentFeatures content,
      Model model,
      @Nullable Recommender trained,
      List<Figures> figures,
      Checkpoint checkpoint) {
    progress.say("test: " + part.description());
    Evaluator evaluator = new Evaluator(part);
    TrainingSet set = set(part, content, checkpoint);
    baselines(evaluator, set, figures);
    return evaluate(evaluator, model.name(), trained == null ? model.train(set) : trained, figures);
  }

  private void baselines(Evaluator evaluator, TrainingSet set, List<Figures> figures) {
    for (Model model : List.of(new Popularity(), new Trending(), new ItemKnn())) {
      evaluate(evaluator, model.name(), model.train(set), figures);
    }
  }

  /** Adds the figures of every scope, and returns those of the first. */
  private Figures evaluate(
      Evaluator evaluator, String name, Recommender model, List<Figures> figures) {
    Figures fresh = evaluator.evaluate(name, model, Scope.FRESH);
    Figures repeats = evaluator.evaluate(name, model, Scope.REPEATS);
    say(fresh);
    figures.add(fresh);
    figures.add(repeats);
    return fresh;
  }

  private void say(Figures of) {
    progress.say(
        "  %-12s %-10s %s %.4f  recall@10 %.4f  (%d users)"
            .formatted(
                of.model(), of.part(), Figures.MAIN, of.main(), of.get("recall@10"), of.cases()));
  }

  /** What the generation has to beat: popularity, and the one in use where that is fair. */
  private List<Figures> rivals(Registry registry, Part test, List<Figures> figures) {
    List<Figures> rivals = new ArrayList<>();
    for (Figures of : figures) {
      if (of.model().equals("popularity")
          && of.part().equals(test.name())
          && of.scope() == Scope.FRESH) {
        rivals.add(of);
      }
    }
    if (options.parent != null && registry.contains(options.parent)) {
      Generation parent = parent(registry, options.parent);
      if (parent != null) {
        Instant trainedTo = Instant.parse(parent.manifest().training().to());
        if (trainedTo.toEpochMilli() <= test.training().lastMillis()) {
          rivals.add(
              new Evaluator(test)
                  .evaluate(
                      options.parent,
                      new GenerationRecommender(parent, data.interactions()),
                      Scope.FRESH));
        } else {
          progress.say(
              "not compared with %s: it has learned from the test window"
                  .formatted(options.parent));
        }
      }
    }
    return rivals;
  }

  private @Nullable Generation parent(Registry registry, String id) {
    try {
      return registry.open(id);
    } catch (GenerationException e) {
      progress.say("not compared with " + id + ": " + e.getMessage());
      return null;
    }
  }

  private void gate(Gate.Verdict verdict) {
    verdict.lines().forEach(line -> progress.say("gate: " + line));
    if (!verdict.passed()) {
      if (!options.force) {
        throw new GateException(
            "the gate refuses the generation: %s; --force publishes it all the same"
                .formatted(String.join("; ", verdict.lines())));
      }
      progress.say("gate: refused, and published all the same because of --force");
    }
  }
}
