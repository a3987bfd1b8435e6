// const io = new Server(httpServer, { cors });        (Socket.IO 3 and 4: nothing is allowed by default)
const cors = {
  origin: ['https://app.example.com'],
  methods: ['GET', 'POST'],
  allowedHeaders: [],
  maxAge: 600,
};
