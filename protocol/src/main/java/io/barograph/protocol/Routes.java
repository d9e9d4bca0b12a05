package io.barograph.protocol;

/** The routes of the RSocket door, as they stand in routing metadata. */
public final class Routes {
  /** Request-channel: {@code SampleColumns} from the agent, {@code WriteAck} from the server. */
  public static final String SAMPLES = "samples";

  /** Request-channel: {@code RecordBatch} from the agent, {@code RecordAck} from the server. */
  public static final String RECORDS = "records";

  private Routes() {}
}
