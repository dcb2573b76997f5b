package io.mediarouter.vertx.transcode;

import io.mediarouter.farm.Flight;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.vertx.call.Call;
import io.mediarouter.vertx.call.Tried;
import io.mediarouter.vertx.flight.Led;
import io.mediarouter.vertx.flight.Wanted;
import io.mediarouter.vertx.spool.SpoolReader;
import io.mediarouter.vertx.spool.StartGoneException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transcode that runs in this proxy's hands, shared by all who wait for its output.
 *
 * <p>Life: waits for a server to start it, streams into its output, is stored, and is done; at any
 * point before it is complete it may fail or be cancelled. Safe for use by many threads.
 */
public final class Transcode implements Led {
  private final TranscodeOrder order;
  private final TranscodeKey key;
  private final String id;
  private final String taskId;
  private final Output output;
  private final Context context;
  private final TranscodeRow row;
  private final Headway headway;
  private final List<Supplier<Tried>> tried = new CopyOnWriteArrayList<>();
  private final Promise<Void> started = Promise.promise();
  private final Promise<Void> whole = Promise.promise();
  private final Promise<StoredRendition> done = Promise.promise();
  private final Maker maker = new Maker();
  private final Interest interest;
  private @Nullable Runnable whenWanted;
  private boolean delivering;
  private boolean begun;

  /**
   * A transcode that has not begun.
   *
   * @param key under which it can be joined
   * @param taskId the server's task that makes it, alone or with others
   * @param row is told for whom it is made
   */
  Transcode(
      TranscodeOrder order,
      TranscodeKey key,
      String id,
      String taskId,
      Output output,
      Context context,
      boolean cancelWhenAlone,
      TranscodeRow row) {
    this.order = order;
    this.key = key;
    this.id = id;
    this.taskId = taskId;
    this.output = output;
    this.context = context;
    this.row = row;
    this.headway = new Headway(order, id, output, row);
    this.interest =
        new Interest(order.wanted(), output.spool(), cancelWhenAlone, this::stop, this::wantedBy);
  }

  /** Its name, unique in the cluster. */
  String id() {
    return id;
  }

  TranscodeKey key() {
    return key;
  }

  /** The name of the server's task that makes it, unique in the cluster. */
  public String taskId() {
    return taskId;
  }

  /** What is done. */
  public TranscodeOrder order() {
    return order;
  }

  /** Where it runs; empty before a server started it. */
  @Override
  public String serverId() {
    return maker.serverId();
  }

  /** Whether its output comes from another proxy, which has it made. */
  public boolean isFromPeer() {
    return maker.isPeer();
  }

  /**
   * Learns that another proxy makes it, or that none does any more.
   *
   * @param flight tells how far that is; null = it is made here
   */
  void follows(@Nullable Supplier<Optional<Flight>> flight) {
    headway.follows(flight);
    if (flight != null) {
      maker.peer("");
    }
  }

  /** Whether all of its output is expected before that time is over. */
  public boolean isExpectedWithin(Duration time) {
    double seconds = time.toNanos() / (double) Duration.ofSeconds(1).toNanos();
    return headway.now().filter(flight -> flight.isDoneWithin(seconds)).isPresent();
  }

  /** How far it is. */
  Headway headway() {
    return headway;
  }

  /** Who makes it. */
  Maker maker() {
    return maker;
  }

  /** What completes on any thread, continued on the context of this transcode. */
  <T> Future<T> here(AsyncResult<T> anywhere) {
    Promise<T> here = Promise.promise();
    context.runOnContext(v -> here.handle(anywhere));
    return here.future();
  }

  /** The servers that were asked for it so far, in that order, and what came of that. */
  public List<Supplier<Tried>> tried() {
    return List.copyOf(tried);
  }

  /** Learns that a server is asked for it. */
  void asks(Call asked) {
    tried.add(asked.about(order::about)::tried);
  }

  /** Learns that a server's breaker let nothing through. */
  void refusedBy(Tried refusal) {
    tried.add(() -> refusal);
  }

  /** Succeeds with the first byte of output; fails if none came. */
  public Future<Void> started() {
    return started.future();
  }

  /** Succeeds when all of the output is here; fails if it does not come. */
  public Future<Void> whole() {
    return whole.future();
  }

  /** Succeeds when the rendition is stored and indexed; fails if it is not. */
  @Override
  public Future<StoredRendition> done() {
    return done.future();
  }

  /** Bytes of output so far. */
  public long bytes() {
    return output.spool().length();
  }

  /**
   * Registers somebody who waits for the output.
   *
   * @return whether it can be joined; otherwise nothing was registered
   */
  @Override
  public boolean join(Wanted by) {
    return interest.join(by);
  }

  /** The same as who ordered it. */
  boolean join() {
    return join(order.wanted());
  }

  /** For whom it is wanted most of all who wait, or by who ordered it where nobody does. */
  Wanted wanted() {
    return interest.wanted();
  }

  /** Whether a viewer waits, or ordered it and nobody does. */
  boolean isForViewer() {
    return wanted().isByViewer();
  }

  private void wantedBy() {
    context.runOnContext(v -> tellWho());
  }

  private void tellWho() {
    row.tellWho();
    Runnable action = whenWanted;
    if (action != null) {
      action.run();
    }
  }

  /** Runs that on its context each time that it is wanted by somebody else than before. */
  void whenWantedOtherwise(Runnable action) {
    whenWanted = action;
  }

  /** Whether it is still going, and its output still there from the start. */
  boolean isJoinable() {
    return interest.isJoinable();
  }

  /** Unregisters somebody; when nobody waits any more, the transcode may be cancelled. */
  @Override
  public void leave(Wanted by) {
    interest.leave(by, false);
  }

  /** The same as who ordered it. */
  void leave() {
    leave(order.wanted());
  }

  /**
   * Unregisters somebody whose time is over though the client is still there. The attempt under way
   * keeps its own time, or a server that hangs would never be found out: it is cancelled with its
   * first byte, and no other server is tried.
   */
  public void leaveUnserved(Wanted by) {
    interest.leave(by, true);
  }

  /** Whether nobody waits for it who would have it go on. */
  boolean isAlone() {
    return interest.isAlone();
  }

  /**
   * A reader of the output from its start; its handlers are called on {@code readerContext}. Fails
   * if it comes too late: with why there is no output, or that its start is gone.
   */
  @Override
  public Future<SpoolReader> read(Context readerContext) {
    try {
      return Future.succeededFuture(output.spool().openReader(readerContext));
    } catch (StartGoneException gone) {
      return Future.failedFuture(started().failed() ? started().cause() : gone);
    }
  }

  /** Learns that a client is about to be sent its output. */
  @Override
  public void deliver() {
    boolean first;
    synchronized (this) {
      first = !delivering;
      delivering = true;
    }
    if (first) {
      row.tellDelivery();
    }
  }

  /** Whether a client has been, or is being, sent its output. */
  public synchronized boolean isDelivering() {
    return delivering;
  }

  /** Whether it was taken away. */
  boolean isCancelled() {
    return interest.isCancelled();
  }

  /** Takes the task away from its server, unless it is complete; who waits sees it break off. */
  public void cancel(String why) {
    interest.cancel(why);
  }

  /** The same for who ordered it as batch work: a viewer who has joined keeps it going. */
  public void callOff(String why) {
    interest.callOff(why);
  }

  private void stop(CancellationException why) {
    output.spool().fail(why);
    context.runOnContext(v -> maker.stop());
  }

  /** Claims the right to run it, for the first caller. */
  boolean begin() {
    synchronized (this) {
      if (begun) {
        return false;
      }
      begun = true;
    }
    output.spool().firstByte().onSuccess(v -> start());
    return true;
  }

  private void start() {
    started.tryComplete();
    interest.look(false);
  }

  /**
   * Learns which request to reset when it is cancelled.
   *
   * @param stall longest silence of the server, unless it is held
   */
  void opened(Call atServer, HttpClientRequest opened, Duration stall) {
    opened(atServer, opened, stall, opened::reset);
  }

  /**
   * The same for a request that others wait for too.
   *
   * @param whenCancelled is run on this transcode's context when it is not wanted any more
   */
  void opened(Call atServer, HttpClientRequest opened, Duration stall, Runnable whenCancelled) {
    output.flowsFrom(opened, stall);
    maker.calls(atServer, whenCancelled);
    if (isCancelled()) {
      whenCancelled.run();
    }
  }

  /**
   * Learns how much its server has made so far, seconds of media. Of segments, which are made in
   * front of who watches, their run's guard tells what is too slow.
   */
  void made(double mediaSeconds) {
    Call running = maker.call();
    if (running != null && order.isWaitedFor()) {
      running.made(mediaSeconds);
    }
  }

  /** Declares the output whole: from here on it can only be stored. */
  Future<Void> completed() {
    if (!interest.complete()) {
      return Future.failedFuture(new CancellationException("cancelled at its end"));
    }
    return output.end().onSuccess(v -> whole.tryComplete());
  }

  Output output() {
    return output;
  }

  void succeed(StoredRendition stored) {
    done.tryComplete(stored);
    output.spool().release();
  }

  /** Ends it in vain; if it was cancelled, that is the cause, whatever came of it. */
  void fail(Throwable trigger) {
    Throwable cause = interest.cause(trigger);
    output.spool().fail(cause);
    if (!isComplete()) {
      context.runOnContext(v -> maker.stop());
    }
    started.tryFail(cause);
    whole.tryFail(cause);
    done.tryFail(cause);
    output.spool().release();
  }

  /** Learns that no server took the output; it stays for those who come while it does. */
  void unstored(Throwable cause) {
    done.tryFail(cause);
  }

  /** Gives up the output when nobody reads it any more. */
  void release() {
    output.spool().release();
  }

  /** Whether all of its output was there. */
  public boolean isComplete() {
    return interest.isComplete();
  }
}
