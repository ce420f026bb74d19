# The steps are those of `make install`; the data folder is a volume, and the process is nobody special.
FROM python:3.13-slim
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/article6
COPY . .
RUN ARTICLE6_DATA=/tmp/build make install && rm -rf /tmp/build && useradd --system --uid 10001 article6 && install --directory --owner article6 --mode 700 /data
USER article6
ENV ARTICLE6_DATA=/data PATH=/srv/article6/.venv/bin:$PATH
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["article6"]
CMD ["web", "--host", "0.0.0.0"]
