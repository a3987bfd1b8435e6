// const io = new Server(httpServer, { cors: socketCors });        (Socket.IO 3 and 4)
const socketCors = {
  origin: ['https://app.example.com'],
  methods: ['GET', 'PURGE', 'PATCH', 'QUERY', 'POST'],
  allowedHeaders: ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
  maxAge: 600,
};
