package io.mediarouter.estimate;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The bounded memory of finished tasks, by source and by operation. Written by one thread at a
 * time, read by any.
 */
final class FinishedTasks {
  private final HistoryLimits limits;
  private final Set<FinishedTask> inOrder = new LinkedHashSet<>();
  private final Map<Object, SourceHistory> sources = new ConcurrentHashMap<>();
  private final Map<Object, OperationCost> operations = new ConcurrentHashMap<>();
  private final Map<Object, FamilyCost> families = new ConcurrentHashMap<>();

  FinishedTasks(HistoryLimits limits) {
    this.limits = limits;
  }

  int size() {
    return inOrder.size();
  }

  SourceHistory of(@Nullable Object source) {
    return source == null ? SourceHistory.EMPTY : sources.getOrDefault(source, SourceHistory.EMPTY);
  }

  @Nullable OperationCost findOperation(CostFeatures features) {
    return operations.get(features.operation());
  }

  @Nullable FamilyCost findFamily(CostFeatures features) {
    return families.get(features.family());
  }

  OperationCost operation(CostFeatures features) {
    return operations.computeIfAbsent(
        features.operation(), name -> new OperationCost(family(features)));
  }

  private FamilyCost family(CostFeatures features) {
    return families.computeIfAbsent(features.family(), name -> new FamilyCost());
  }

  /** Notes how large a squared error was, in predicted variances. */
  void missedBy(Object source, double squares) {
    sources.computeIfPresent(source, (name, history) -> history.missedBy(squares));
  }

  void add(FinishedTask task) {
    inOrder.add(task);
    task.operation().remember();
    task.operation().family().remember();
    Object source = task.features().source();
    if (source != null) {
      SourceHistory history = of(source).with(task);
      sources.put(source, history);
      if (history.size() > limits.perSource()) {
        remove(history.oldest());
      }
    }
    if (inOrder.size() > limits.total()) {
      Iterator<FinishedTask> oldest = inOrder.iterator();
      remove(oldest.next());
    }
  }

  private void remove(FinishedTask task) {
    inOrder.remove(task);
    CostFeatures features = task.features();
    if (task.operation().forget()) {
      operations.remove(features.operation());
    }
    if (task.operation().family().forget()) {
      families.remove(features.family());
    }
    Object source = features.source();
    if (source != null) {
      SourceHistory left = of(source).without(task);
      if (left.size() == 0) {
        sources.remove(source);
      } else {
        sources.put(source, left);
      }
    }
  }
}
