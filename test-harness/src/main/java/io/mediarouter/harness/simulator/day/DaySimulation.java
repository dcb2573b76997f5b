package io.mediarouter.harness.simulator.day;

import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionResolver;
import io.mediarouter.speculate.Predictor;
import io.mediarouter.speculate.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** One run: the audience's requests on the virtual farm, until the measured day is over. */
final class DaySimulation {
  /** Each publisher's order is for one of so many new titles. */
  private static final int ORDERED_OF = 5;

  private static final int ORDERED_HEIGHT = 1080;

  private final Audience.Course course;
  private final Scene scene;
  private final BatchSide batch;
  private final OnDemandSide onDemand;

  private DaySimulation(
      DayScenario scenario,
      Eviction eviction,
      Audience.Course course,
      Function<Costs, List<Predictor>> predictors) {
    this.course = course;
    scene = Scene.of(scenario, eviction, new Future(course.asks()));
    batch =
        new BatchSide(
            scene,
            new SituationModel(course.titles()),
            new Guessing(predictors.apply(scene.costs())));
    onDemand = new OnDemandSide(scene, batch);
  }

  /**
   * Runs it.
   *
   * @param predictors who speculates; none = nobody
   */
  static DayFigures run(
      DayScenario scenario, Audience.Course course, Function<Costs, List<Predictor>> predictors) {
    return run(scenario, Eviction.LRU, course, predictors);
  }

  /** The same where another choice is made of what gives way to new renditions. */
  static DayFigures run(
      DayScenario scenario,
      Eviction eviction,
      Audience.Course course,
      Function<Costs, List<Predictor>> predictors) {
    return new DaySimulation(scenario, eviction, course, predictors).run();
  }

  private DayFigures run() {
    next(0);
    look();
    for (int i = 0; i < course.titles().size(); i += ORDERED_OF) {
      order(course.titles().get(i));
    }
    scene.timeline().runUntil(scene.scenario().end());
    scene.farm().running().forEach(scene::ran);
    return scene.figures();
  }

  private void next(int number) {
    if (number < course.asks().size()) {
      Ask ask = course.asks().get(number);
      scene.timeline().at(ask.at(), () -> arrive(ask, number));
    }
  }

  private void arrive(Ask ask, int number) {
    onDemand.arrive(ask);
    next(number + 1);
  }

  private void look() {
    batch.look();
    onDemand.roomWasMade();
    scene.timeline().at(scene.now() + BatchSide.LOOK_SECONDS, this::look);
  }

  /** Some new titles are ordered in the best form when they appear, for an hour later. */
  private void order(Title title) {
    if (title.appearsAt() >= 0) {
      scene.timeline().at(title.appearsAt(), () -> order(title.pieces().get(0)));
    }
  }

  private void order(Title.Piece piece) {
    Rendition best = RenditionResolver.resolve(Ladder.request(ORDERED_HEIGHT), piece.source());
    batch.order(
        new PublishersOrder(
            new Target(piece.asset(), best),
            scene.shelf().entry(piece),
            scene.timeline().instant().plus(Duration.ofHours(1)),
            scene.timeline().instant()));
  }
}
