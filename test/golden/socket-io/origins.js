// const io = new Server(httpServer, { cors: socketCors });        (Socket.IO 3 and 4)
const socketCors = {
  origin: ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
  methods: ['GET', 'PUT', 'DELETE', 'POST'],
  allowedHeaders: ['content-type', 'x-request-id'],
  exposedHeaders: ['etag', 'x-total-count'],
  credentials: true, // and withCredentials: true in the client
  maxAge: 600,
};
