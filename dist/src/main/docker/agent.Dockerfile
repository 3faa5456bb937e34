# The agent's jar for init containers: docker build -t dapper-agent -f docker/agent.Dockerfile agent
# The default command copies it to /dapper, which is a volume that the application's container mounts too.
FROM busybox:stable
COPY dapper-javaagent.jar /dapper-javaagent.jar
USER 10001:10001
CMD ["cp", "/dapper-javaagent.jar", "/dapper/dapper-javaagent.jar"]
