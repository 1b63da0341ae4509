module.exports = {
  defaultProjectFolder: "src",
};
