/** Services that are started and stopped together. */

/** A running service. */
interface Service {
  stop(): Promise<void>;
}

/** The running services, which are stopped in the opposite order. */
export class Services {
  private readonly starting: Promise<Service>[] = [];

  public add<T extends Service>(service: Promise<T>): Promise<T> {
    this.starting.push(service);
    return service;
  }

  public async stop(): Promise<void> {
    for (const service of (await Promise.allSettled(this.starting)).reverse()) {
      if (service.status === "fulfilled") {
        await service.value.stop();
      }
    }
  }
}
