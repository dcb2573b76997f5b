package io.mediarouter.vertx;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.plan.Planner;
import io.mediarouter.request.MediaClassifier;
import io.mediarouter.select.ServerSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiFunction;

/** Several extensions as one, each of which is given what the one before it returned. */
record Extensions(List<RoutingExtension> each) implements RoutingExtension {
  Extensions {
    each = List.copyOf(each);
  }

  /** Those on the class path, and after them {@code more}. */
  static Extensions foundAnd(List<RoutingExtension> more) {
    List<RoutingExtension> all = new ArrayList<>();
    ServiceLoader.load(RoutingExtension.class, RoutingExtension.class.getClassLoader())
        .forEach(all::add);
    all.addAll(more);
    return new Extensions(all);
  }

  @Override
  public MediaClassifier classifier(MediaClassifier product) {
    return inTurn(product, RoutingExtension::classifier);
  }

  @Override
  public TaskLoadEstimator estimator(TaskLoadEstimator product) {
    return inTurn(product, RoutingExtension::estimator);
  }

  @Override
  public ServerSelector selector(ServerSelector product) {
    return inTurn(product, RoutingExtension::selector);
  }

  @Override
  public Planner planner(Planner product) {
    return inTurn(product, RoutingExtension::planner);
  }

  private <T> T inTurn(T product, BiFunction<RoutingExtension, T, T> part) {
    T result = product;
    for (RoutingExtension extension : each) {
      result = part.apply(extension, result);
    }
    return result;
  }
}
