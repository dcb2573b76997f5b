package io.mediarouter.vertx.door;

import io.mediarouter.request.Problem;
import io.vertx.core.Handler;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The step that has all answers to requests for media say which pages may read them, also the
 * refusals at the door.
 *
 * @param cors the protocol as it is configured now
 * @param isMedia tells by a path whether it is one of media
 */
public record CorsStep(Supplier<Cors> cors, Predicate<String> isMedia) implements Step {

  @Override
  public void handle(Visit visit, Handler<Visit> next) {
    String path = visit.path();
    if (path == null || !isMedia.test(path)) {
      next.handle(visit);
    } else if (cors.get().isPreflight(visit)) {
      answer(visit);
    } else {
      cors.get().permit(visit, visit.response().headers());
      next.handle(visit);
    }
  }

  private void answer(Visit visit) {
    Problem problem = cors.get().answerPreflight(visit, visit.response().headers());
    if (problem == null) {
      visit.response().setStatusCode(204).end();
    } else {
      visit.refuse(problem);
    }
  }
}
