// const io = new Server(httpServer, { cors: socketCors });        (Socket.IO 3 and 4)
const socketCors = {
  origin: ['https://app.example.com'],
  methods: ['GET', 'PUT', 'POST'],
  allowedHeaders: ['content-type', 'x-ok', 'x-request-id'],
  exposedHeaders: ['x-total-count'],
  credentials: true, // and withCredentials: true in the client
  maxAge: 600,
};
