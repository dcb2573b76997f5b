package io.mediarouter.harness.simulator.virtual;

/** A task of the simulation, and the server it was given to. */
public final class VirtualTask implements Comparable<VirtualTask> {
  private final int number;
  private final int proxy;
  private final double arrivedAt;
  private final double size;
  private final double predictedSize;
  private final double sigma;
  private final double skew;
  private final double allowance;
  private double cores;
  private boolean varied;
  private int server = -1;
  private double servedAtStart;
  private int runningAtStart;
  private double startedAt = Double.NaN;
  private double finishedAt = Double.NaN;

  VirtualTask(
      int number,
      int proxy,
      double arrivedAt,
      double size,
      double predictedSize,
      double sigma,
      double skew,
      double cores,
      double allowance) {
    this.number = number;
    this.proxy = proxy;
    this.arrivedAt = arrivedAt;
    this.size = size;
    this.predictedSize = predictedSize;
    this.sigma = sigma;
    this.skew = skew;
    this.cores = cores;
    this.allowance = allowance;
  }

  void start(int onServer, double served, int running, double now) {
    startedAt = now;
    server = onServer;
    servedAtStart = served;
    runningAtStart = running;
  }

  void finish(double now) {
    finishedAt = now;
  }

  /** Its place in the order of arrival. */
  public int number() {
    return number;
  }

  /** The proxy that it arrived at. */
  public int proxy() {
    return proxy;
  }

  /** When it arrived, seconds. */
  public double arrivedAt() {
    return arrivedAt;
  }

  /** When it was given to a server, seconds; not a number before. */
  public double startedAt() {
    return startedAt;
  }

  /** The share of its media that is made when this share of its work is done. */
  double ofMedia(double ofWork) {
    return Math.pow(ofWork, skew);
  }

  /** Its predicted size, seconds on an idle fastest core. */
  public double predictedSize() {
    return predictedSize;
  }

  /** The known scatter of that prediction: standard deviation of the logarithm. */
  public double sigma() {
    return sigma;
  }

  /** How long its viewer can wait from its arrival, seconds; infinite = it has no deadline. */
  public double allowance() {
    return allowance;
  }

  /** How many cores it wants. */
  public double cores() {
    return cores;
  }

  /** Makes a cheaper variant of it, which wants that share of its cores. */
  void vary(double share) {
    cores *= share;
    varied = true;
  }

  /** Whether a cheaper variant is made of it. */
  boolean isVaried() {
    return varied;
  }

  /** The server that runs it. */
  public int server() {
    return server;
  }

  /** How many tasks its server ran when it came, without itself. */
  int runningAtStart() {
    return runningAtStart;
  }

  /** When it finished, seconds; not a number before. */
  public double finishedAt() {
    return finishedAt;
  }

  double size() {
    return size;
  }

  double servedAtEnd() {
    return servedAtStart + size;
  }

  double progress(double served) {
    return Math.max(0, Math.min(1, (served - servedAtStart) / size));
  }

  double slowdown() {
    return (finishedAt - arrivedAt) / size;
  }

  /** Orders the one first that its server finishes first. */
  @Override
  public int compareTo(VirtualTask other) {
    int order = Double.compare(servedAtEnd(), other.servedAtEnd());
    return order != 0 ? order : Integer.compare(number, other.number);
  }
}
