package io.mediarouter.vertx.roster;

import io.mediarouter.farm.AdministrativeState;
import io.mediarouter.farm.FarmChange;
import io.mediarouter.farm.FarmRoster;
import io.mediarouter.farm.ServerDefinition;
import io.mediarouter.state.SharedState;
import io.mediarouter.state.Versioned;
import io.mediarouter.vertx.farm.Farm;
import io.mediarouter.vertx.farm.TranscodingInterface;
import io.mediarouter.vertx.shared.RowWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The keeper of this proxy's farm: has it be the configured servers with what all proxies know to
 * be changed, without those that are retired or no longer heard of. Safe for use by many threads.
 */
public final class Roster {
  private final SharedState state;
  private final RowWriter<FarmChange> changes;
  private final Farm farm;
  private final Supplier<List<ServerDefinition>> configured;
  private final Supplier<Duration> lapse;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private List<ServerDefinition> applied = List.of();

  /**
   * A keeper of {@code farm}, which it fills at once.
   *
   * @param configured tells the servers of the present configuration
   * @param lapse tells for how long a server that registers itself may be silent
   */
  public Roster(
      Vertx vertx,
      SharedState state,
      Farm farm,
      Supplier<List<ServerDefinition>> configured,
      Supplier<Duration> lapse,
      InstantSource clock) {
    this.state = state;
    this.changes = new RowWriter<>(vertx, state.farmChanges(), "server");
    this.farm = farm;
    this.configured = configured;
    this.lapse = lapse;
    this.clock = clock;
    follow();
    state.farmChanges().onChange(this::follow);
    state.servers().onChange(this::follow);
  }

  /** Has {@code listener} run, on any thread, when the farm has changed. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Has the farm be what it should be now. */
  public void follow() {
    if (apply()) {
      listeners.forEach(Runnable::run);
    }
  }

  private synchronized boolean apply() {
    Instant heardSince = clock.instant().minus(lapse.get());
    List<ServerDefinition> present = list().present(retired(), heardSince);
    if (present.equals(applied)) {
      return false;
    }
    applied = present;
    Map<String, TranscodingInterface> interfaces = new HashMap<>();
    present.forEach(each -> interfaces.put(each.id(), interfaceOf(each)));
    farm.replace(present.stream().map(ServerDefinition::server).toList(), interfaces);
    return true;
  }

  private static TranscodingInterface interfaceOf(ServerDefinition each) {
    return new TranscodingInterface(
        each.transcode(), each.probe(), each.task(), each.load(), each.many(), each.segments());
  }

  private Set<String> retired() {
    return state.servers().rows().entrySet().stream()
        .filter(row -> row.getValue().value() == AdministrativeState.RETIRED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private FarmRoster list() {
    Map<String, FarmChange> changes = new HashMap<>();
    state.farmChanges().rows().forEach((id, row) -> changes.put(id, row.value()));
    return new FarmRoster(configured.get(), changes);
  }

  /** All servers, also those that are not in use. */
  public List<ServerDefinition> all() {
    return list().all();
  }

  /** The server of that name, whether it is in use or not. */
  public Optional<ServerDefinition> find(String id) {
    return list().find(id);
  }

  /** What was changed of a server. */
  public Optional<FarmChange> change(String id) {
    return state.farmChanges().get(id).map(Versioned::value);
  }

  /** What is wanted of a server. */
  public AdministrativeState wanted(String id) {
    return state.servers().get(id).map(Versioned::value).orElse(AdministrativeState.READY);
  }

  /**
   * Changes what was changed of a server, whatever others write at the same time.
   *
   * @param change given what is there, null where there is nothing; what it returns is written,
   *     unless that is null or what is there. Pure; may be called several times
   */
  public Future<Void> change(
      String id, Function<@Nullable FarmChange, @Nullable FarmChange> change) {
    return changes
        .change(id, before -> unlessSame(before, change.apply(before)))
        .map(done -> done.written() != null)
        .compose(this::followed);
  }

  private static @Nullable FarmChange unlessSame(
      @Nullable FarmChange before, @Nullable FarmChange wanted) {
    return wanted == null || wanted.equals(before) ? null : wanted;
  }

  /**
   * Forgets what was changed of a server; one that was added is gone. What is wanted of it stays.
   */
  public Future<Void> remove(String id) {
    return changes.remove(id).compose(this::followed);
  }

  private Future<Void> followed(boolean changed) {
    if (changed) {
      follow();
    }
    return Future.succeededFuture();
  }
}
