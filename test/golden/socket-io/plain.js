// const io = new Server(httpServer, { cors: socketCors });        (Socket.IO 3 and 4)
const socketCors = {
  origin: ['https://app.example.com'],
  methods: ['GET', 'POST'],
  allowedHeaders: [],
  maxAge: 600,
};
