package io.mediarouter.vertx;

import io.mediarouter.Assembly;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.vertx.access.AccessLog;
import io.mediarouter.vertx.access.Traces;
import io.mediarouter.vertx.admission.Admission;
import io.mediarouter.vertx.admission.AdmissionQueue;
import io.mediarouter.vertx.admission.ClientUses;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.front.LimitsConfig;
import io.mediarouter.vertx.door.ControlFrames;
import io.mediarouter.vertx.door.Cors;
import io.mediarouter.vertx.door.CorsStep;
import io.mediarouter.vertx.door.Door;
import io.mediarouter.vertx.door.KernelBacklog;
import io.mediarouter.vertx.flow.AnswerBacklog;
import io.mediarouter.vertx.metrics.RequestMeters;
import java.util.concurrent.ThreadLocalRandom;

/** The door: what each request passes first, who is let in when, and what is noted of it. */
@Assembly
final class DoorModule {
  private static final int SHORT = 8;

  /** Found out once: the runtime is not asked for each answer. */
  private static final long HALF_OF_MEMORY = Runtime.getRuntime().maxMemory() / 2;

  private final Basis basis;
  private final ClientUses clientUses;
  private final AnswerBacklog backlog;
  private final AdmissionQueue queue;
  private final Admission admission;
  private final Traces traces;
  private final RequestMeters meters;
  private volatile Cors cors;

  /**
   * A door that nobody has passed.
   *
   * @param access is told of each request
   */
  DoorModule(Basis basis, FarmModule servers, AccessLog access) {
    this.basis = basis;
    cors = new Cors(basis.now().cors());
    backlog = new AnswerBacklog(this::mostUnsent, () -> limits().sharePerClient());
    clientUses = new ClientUses(servers.monitor()::view, basis.nanoTime());
    queue = newQueue(servers);
    admission = new Admission(this::limits, queue, clientUses, basis.nanoTime());
    meters = new RequestMeters(admission::present);
    traces =
        new Traces(counted(access), basis.clock(), basis.nanoTime(), ThreadLocalRandom::current);
  }

  private LimitsConfig limits() {
    return basis.now().limits();
  }

  private AdmissionQueue newQueue(FarmModule servers) {
    var line = new AdmissionQueue(basis.vertx(), basis.nanoTime(), this::limits, clientUses);
    basis.state().tasks().onChange(clientUses::changed);
    basis.state().tasks().onChange(line::capacityMayBeFree);
    basis.state().loads().onChange(line::capacityMayBeFree);
    servers.roster().onChange(line::capacityMayBeFree);
    return line;
  }

  private long mostUnsent() {
    long configured = limits().unsent();
    return configured > 0 ? configured : HALF_OF_MEMORY;
  }

  /** The log, whose every line is also counted. */
  private AccessLog counted(AccessLog log) {
    return entry -> {
      meters.accept(entry);
      log.add(entry);
    };
  }

  /** The door itself. */
  Door door() {
    String pseudonym = "media-router-" + Basis.newName().substring(0, SHORT);
    var pages =
        new CorsStep(() -> cors, path -> RequestClassifier.isMedia(basis.now().prefix(), path));
    return Door.of(() -> basis.now().front().trustedProxies(), pseudonym, basis.nanoTime(), traces)
        .with(new KernelBacklog(), new ControlFrames(basis.nanoTime()), pages, backlog);
  }

  Cors cors() {
    return cors;
  }

  Traces traces() {
    return traces;
  }

  AnswerBacklog backlog() {
    return backlog;
  }

  RequestMeters meters() {
    return meters;
  }

  Admission admission() {
    return admission;
  }

  AdmissionQueue queue() {
    return queue;
  }

  void follow(MediaRoutingConfig changed) {
    cors = new Cors(changed.cors());
    queue.capacityMayBeFree();
  }

  /** Lets nobody wait any more. */
  void stop() {
    queue.close();
  }
}
